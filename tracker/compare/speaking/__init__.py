"""Quotations with their speakers: the ledger, and which were changed, dropped, or given to another one."""

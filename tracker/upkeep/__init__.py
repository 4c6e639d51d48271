"""Keeping the store well: giving space back, and holding every row against its bytes."""

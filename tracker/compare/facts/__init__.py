"""Typed mentions of facts in one text: figures, quantities, money, dates, times, ages, ranks, each with one value."""

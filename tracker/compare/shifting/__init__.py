"""Shifts of meaning without a figure: hedges, negations, intensity, an agent that went."""

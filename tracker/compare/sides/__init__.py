"""The two sides of an aligned passage as units, and what stands against what."""

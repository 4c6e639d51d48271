"""Two Documents into a Change: what was edited, and what the edit means. Pure."""

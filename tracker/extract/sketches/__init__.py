"""Whether a page reads as it did before, told without reading it."""

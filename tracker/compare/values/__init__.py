"""Values of facts and names that changed between the sides of a passage."""

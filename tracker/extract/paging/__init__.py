"""Articles of several pages: where the others are, and all of them as one Document."""

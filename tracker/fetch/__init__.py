"""The address guard, the bounded reader and the one HTTP client: the only way out of this machine."""

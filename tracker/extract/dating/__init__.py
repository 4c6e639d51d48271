"""When a page says that its article was published and changed."""

"""What a capture says, and what the store keeps of it, made where the page is read: in a worker. Pure."""

"""The processes beside one another: the one daemon of a store, its pool of workers, and how each keeps its memory."""

"""The publisher's own notes: corrections, clarifications, updates, and which edits they speak of."""

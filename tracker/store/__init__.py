"""The database and the snapshots: the only SQL, and the only writer of snapshots/."""

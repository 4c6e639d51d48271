"""What people ask of a Tracker, whether its store is on this machine or behind a daemon's API elsewhere.

    answers, references, wishing -> desk, replies, readback -> local, remote

Each module imports only what stands before it; a contract in pyproject.toml holds that.
"""

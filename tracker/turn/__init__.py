"""What is done within a host's turn: its articles, old captures, lists and hubs, one request at a time, at its pace.

    asking -> tools -> denying, leafing, looking -> check, reextract, visiting, sighting -> turns, discover, pushing

Each module imports only what stands before it; a contract in pyproject.toml holds that.
"""

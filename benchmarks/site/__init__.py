"""A site of many hosts on loopback, and followers measured on it: see `python -m benchmarks.site --help`."""

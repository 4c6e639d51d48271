"""Names of people, organisations and places in one text, and when two of them are one."""

"""What pytest must not import here: the peers run when they are imported, some without being installed."""

collect_ignore = ["peers"]

"""The sample-size explorer as the documentation of each peer would have it written."""

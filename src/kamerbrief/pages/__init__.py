"""A notebook as one HTML page, its scenes beside it: the same for a server, a site and a folder."""

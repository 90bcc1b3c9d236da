"""What explorers are: settings in, and out comes a scene, all that a reader sees, as plain data."""

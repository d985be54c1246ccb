"""What readers of reports send and get, by use case."""

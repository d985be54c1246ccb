"""Use cases of downlines."""

"""The rows of the funds table, by use case. Nothing else touches its items."""

"""The use cases of funds: read, decide, write once."""

"""Use cases of privacy: copies of a client's data, and erasing them."""

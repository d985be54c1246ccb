"""Privacy: a client's copy of their data, and erasing them so that the books stay."""

"""One order for many, carried out in the background; see README.md."""

"""Use cases of phones: proving numbers, and telling them something."""

"""Use cases of tickets: opening, posting, steering, listing, and what happens by itself."""

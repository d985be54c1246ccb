"""Use cases of settings: what is in force, and how that is changed."""

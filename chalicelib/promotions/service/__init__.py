"""Use cases of promotional links: making them, sharing them, and counting what they bring."""

"""Knowing one's customers: what they say of themselves, who has checked it, and what it opens."""

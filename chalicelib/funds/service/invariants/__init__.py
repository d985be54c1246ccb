"""Checking the books against themselves, and sealing them."""

"""Checking the books against themselves and against the trading servers, and sealing them."""

"""Phones: proving that somebody holds a number, and telling a number something by text."""

"""Requests: what waits for a decision, who may take it, and what was decided."""

"""Rows, one-transaction units of work, the outbox and what else every capability stores through."""

"""Bulk: one order for many trading accounts, or one decision on many requests."""

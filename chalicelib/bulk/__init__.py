"""Bulk: one order for many trading accounts."""

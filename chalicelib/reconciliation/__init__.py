"""Reconciliation: our books against what servers and payment providers have, per movement."""

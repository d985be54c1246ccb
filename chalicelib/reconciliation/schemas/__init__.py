"""Requests and views of reconciliation."""

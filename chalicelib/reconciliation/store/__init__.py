"""Rows of reconciliation, in a table of its own."""

from chalicelib.storage.table import Table

TABLE = Table("reconciliation")

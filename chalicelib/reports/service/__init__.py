"""Use cases of reports: reading the logs, asking for exports, writing them."""

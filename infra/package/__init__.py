"""Packaging for AWS: what `chalice package` makes, completed and merged with the resources."""

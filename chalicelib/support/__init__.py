"""Support: tickets between clients and staff, from the question to its answer."""

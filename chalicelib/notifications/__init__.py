"""Notices: e-mails and the bell list, for clients and staff, made from what others publish."""

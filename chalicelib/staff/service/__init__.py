"""Use cases of staff: members and who they are, roles, reading the audit log."""

"""Use cases of identity: logins, passwords, sessions, codes, and staff joining and leaving."""

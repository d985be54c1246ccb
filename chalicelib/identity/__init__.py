"""Identity: logins of clients and staff, their passwords, sessions, tokens and e-mail codes."""

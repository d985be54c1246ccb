"""Pure decisions of identity: addresses, passwords, failed attempts, sessions and codes."""

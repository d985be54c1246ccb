"""Clients: who they are, how they come in, who referred and who owns them."""

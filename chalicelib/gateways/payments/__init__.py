"""Payment service providers: the port that funds speaks to, and the adapters behind it."""

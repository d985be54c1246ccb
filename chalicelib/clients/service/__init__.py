"""The use cases of clients, one module each."""

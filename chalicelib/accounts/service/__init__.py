"""The use cases of trading accounts, one module each."""

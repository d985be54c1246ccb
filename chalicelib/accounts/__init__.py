"""Trading accounts: opening them, what they hold, and the deals made on them."""

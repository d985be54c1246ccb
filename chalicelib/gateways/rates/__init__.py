"""Reference exchange rates: the port, the arithmetic between currencies, and the ECB's file."""

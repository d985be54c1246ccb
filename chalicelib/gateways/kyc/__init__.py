"""Identity verification: what kyc asks of a vendor, and the vendors that answer."""

"""The nouns of kyc: cases, records, the vendor's check, forms, gates and their settings."""

"""Use cases of kyc."""

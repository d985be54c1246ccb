"""What clients and staff send and get about identities."""

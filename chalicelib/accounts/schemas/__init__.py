"""What clients and staff send and get about trading accounts."""

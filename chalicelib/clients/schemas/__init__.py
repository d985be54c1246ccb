"""What newcomers, clients and staff send and get about clients."""

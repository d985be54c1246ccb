"""What clients and staff send and get about money, by use case."""

"""What clients can do with their money: one thin blueprint per use case."""

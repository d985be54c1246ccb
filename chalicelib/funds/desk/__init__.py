"""What staff can do with clients' money: one thin blueprint per use case."""

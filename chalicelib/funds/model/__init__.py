"""The nouns of funds, by use case. No I/O, no clock, no AWS."""

"""Pure decisions about money, by use case. No I/O, no clock."""

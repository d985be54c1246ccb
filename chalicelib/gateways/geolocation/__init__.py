"""Where on earth a network address is, by a database that the broker supplies."""

"""Jobs: beginning them, working through them, and reading what came of them."""

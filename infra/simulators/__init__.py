"""Stand-ins for outside systems: a process each, speaking the real protocol with its own code."""

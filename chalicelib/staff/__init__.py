"""Staff: the broker's people, their roles and permissions, and which clients they may see."""

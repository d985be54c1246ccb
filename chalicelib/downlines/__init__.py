"""What those who brought clients see of them, and of what these do."""

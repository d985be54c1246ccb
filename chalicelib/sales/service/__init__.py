"""Use cases of tasks: making and moving them, finding them, reminding of them."""

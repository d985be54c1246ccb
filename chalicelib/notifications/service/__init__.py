"""Use cases of notifications: telling what a message means, mailing once, the bell list."""

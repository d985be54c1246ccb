"""What the routes of notifications take and answer."""

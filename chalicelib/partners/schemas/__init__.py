"""What the routes of partners take and answer."""

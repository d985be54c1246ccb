"""What the routes of downlines take and answer."""

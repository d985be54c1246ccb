"""What the routes of staff take and answer: roles, logs, saved views."""

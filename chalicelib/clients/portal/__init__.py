"""Routes of the portal about coming in, and about becoming an introducing broker."""

"""Everything around the application: what it stands on, how it is packaged, how it runs locally."""

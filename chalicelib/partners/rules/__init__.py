"""Pure decisions of partners: what a trade pays to whom, and why; no store, no clock."""

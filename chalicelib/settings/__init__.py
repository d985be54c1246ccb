"""Settings: declared by capabilities, changed by staff, versioned, effective-dated, audited."""

"""Files that clients hand in: sent to quarantine, checked, kept, and opened only on the record."""

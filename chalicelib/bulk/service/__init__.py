"""Orders for many accounts: judged, begun, carried out."""

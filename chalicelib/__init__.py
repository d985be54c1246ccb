"""Fairlead's back end. Capabilities live beside each other; docs/adr says why they are cut so."""

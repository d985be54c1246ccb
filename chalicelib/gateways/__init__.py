"""The outside systems: a port per kind in the domain's words, and adapters speaking real protocols.

Refuses: business rules, the store, and anything about our own HTTP.
"""

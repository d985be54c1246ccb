"""Journeys: people at work in a real browser, on a whole stack."""

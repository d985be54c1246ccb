"""Writes the committed OpenAPI documents from the app's routes."""

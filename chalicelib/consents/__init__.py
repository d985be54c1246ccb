"""Consents: who accepted which agreement in which version, when and from where."""

"""Promotional links: who may share which, where they lead, who came by them and what came of it."""

"""Introducing brokers: commission plans, who has which, and what is paid for trades."""

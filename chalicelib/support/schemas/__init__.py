"""Requests and views of tickets, for clients and for staff."""

"""The demonstration: the broker "Meridian Markets" and 90 days of its clients, made by living them.

Everything goes through the routes, queues and vendors that real clients and staff use; only the
clock is ours. No row is written by hand.
"""

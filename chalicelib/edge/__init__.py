"""The seams to the outside: HTTP requests, queue messages, streams and schedules."""

"""Lambda's event side on the laptop: queues, streams and schedules drive the handlers."""

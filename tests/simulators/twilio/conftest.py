"""See `tests.simulators.twilio.fixtures`."""

from tests.simulators.twilio.fixtures import inbox, twilio, twilio_process

__all__ = ["inbox", "twilio", "twilio_process"]

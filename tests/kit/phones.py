"""The simulated phone vendor as tests of our own use cases meet it."""

import json
from dataclasses import dataclass

from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.phones.model import PhoneService
from chalicelib.phones.public import PHONE_CODES, PHONE_SERVICE
from chalicelib.settings import public as settings
from tests.kit.payments import put_secret
from tests.simulators.twilio.kit import ACCOUNT, KEY, KEY_SECRET, SENDER, SERVICE, TOKEN, Simulator

NUMBER = "+6591230001"


@dataclass
class PhoneSide:
    """The vendor with its clock beside ours."""

    simulator: Simulator
    clock: FixedClock

    def connect(self, *, on: bool = True, sender: str = SENDER, per_day: int = 1000) -> None:
        """Let it forget everything, and point the broker's settings and secret to it."""
        self.simulator.lever("reset")
        keys = {
            "account_sid": ACCOUNT,
            "auth_token": TOKEN,
            "key": KEY,
            "key_secret": KEY_SECRET,
            "verify_url": self.simulator.url,
            "api_url": self.simulator.url,
        }
        put_secret("twilio", json.dumps(keys))
        settings.adopt(system("test"), PHONE_CODES, on)
        service = PhoneService(SERVICE, sender, per_day)
        settings.adopt(system("test"), PHONE_SERVICE, service)

    def advance(self, **step: float) -> None:
        """Let time pass on both sides."""
        before = self.clock.now()
        self.clock.advance(**step)
        passed = (self.clock.now() - before).total_seconds()
        self.simulator.lever("clock", advance_seconds=passed)

    def code(self, number: str = NUMBER) -> str:
        """The code that the number received last."""
        return self.simulator.code(number)

"""Which numbers Twilio refuses, and why: strict E.164, and outcomes by the beginning of a number.

Sources: twilio.com/docs/verify/api/verification and /docs/api/errors. The HTTP status of 60410 is
not documented; 403 is taken for it.
"""

import re
from collections.abc import Mapping

from infra.simulators.twilio.exchange import Refusal

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")

REFUSALS = {
    "landline": (400, 60205, "SMS is not supported by landline phone number"),
    "blocked": (403, 60238, "Verification creation is blocked"),
    "fraud": (403, 60410, "Verification delivery attempt blocked: the prefix is held back"),
    "device": (403, 60413, "The device is considered too risky"),
    "country": (403, 60605, "Verification delivery to this country is not permitted"),
}
UNDELIVERABLE = "undeliverable"
# What a fresh simulator does with the numbers that begin so; levers add more.
_FIXED = {"+442079460": "landline", "+53": "country", "+447700900": "fraud"}


def check_number(number: str) -> None:
    """Refuse what is not a number.

    Raises:
        Refusal: it is not E.164.
    """
    if not _E164.fullmatch(number):
        raise Refusal(400, 60200, f"Invalid parameter `To`: {number}")


def outcome(number: str, ranges: Mapping[str, str]) -> str:
    """What becomes of a message to ``number``: a key of `REFUSALS`, undeliverable, or nothing."""
    known = {**_FIXED, **ranges}
    fitting = [beginning for beginning in known if number.startswith(beginning)]
    return known[max(fitting, key=len)] if fitting else ""

"""JSON as Stripe lays it out."""

import json
from typing import Any

from infra.simulators.kit.exchange import Reply


def json_reply(status: int, body: Any) -> Reply:
    """A JSON answer."""
    return Reply(status, json.dumps(body, indent=2))

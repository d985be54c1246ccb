"""``python -m infra.local.demo``: tell the story to an empty installation, in progress lines.

``--broker-only`` sets up the broker and its staff and no clients, as tests want it. The addresses
of the engine and the vendors come from the environment that the laptop stack prepares.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from chalicelib import ports
from chalicelib.core.clock import FixedClock
from infra.local.demo import broker
from infra.local.demo.cast import people
from infra.local.demo.house import House, nothing_expires
from infra.local.demo.story import DAYS, Story, logins, told_until


def main(arguments: list[str]) -> int:
    """Tell it; the exit status is 0."""
    from app import app  # noqa: PLC0415 - names its queues by the environment

    begins = datetime.now(UTC).replace(hour=0, minute=0, second=0) - timedelta(days=DAYS)
    is_short = "--broker-only" in arguments
    clock = FixedClock(datetime.now(UTC) if is_short else begins)
    house = House(
        app=app,
        clock=clock,
        mt5_url=os.environ["FAIRLEAD_MT5_URL"],
        ctrader_url=os.environ["FAIRLEAD_CTRADER_URL"],
        stripe_url=os.environ["FAIRLEAD_STRIPE_URL"],
        psp_url=os.environ["FAIRLEAD_PSP_URL"],
        engine_url=os.environ["FAIRLEAD_AWS_ENDPOINT"],
    )
    callback_port = urlsplit(ports.portal_url()).port or 80
    with ports.use(clock=clock):
        broker.found(house)
        if not is_short:
            print(f"Meridian Markets, {told_until(begins)}")
            with nothing_expires(), house.taking_callbacks(callback_port):
                Story(house, begins).tell(print)
                house.back_to_now()
    if path := os.environ.get("FAIRLEAD_DEMO_LOGINS"):
        Path(path).write_text(logins(people()) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

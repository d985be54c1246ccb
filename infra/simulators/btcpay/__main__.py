"""Starts the simulator: see the package's docstring for the command."""

import argparse
import logging
import signal
import threading
from pathlib import Path

from infra.simulators.btcpay.exchange import Settings
from infra.simulators.btcpay.server import Server
from infra.simulators.btcpay.state import State
from infra.simulators.btcpay.webhooks import Courier

# What the laptop stack stores as its BTCPay secret; worth nothing anywhere else.
_API_KEY = "btcpay-key-of-the-laptop"
_STORE = "FairleadLaptopStore"
_WEBHOOK_SECRET = "btcpay-webhooks-of-the-laptop"  # noqa: S105
_WEBHOOK_URL = "http://127.0.0.1:8600/api/hooks/btcpay"
# Ten seconds, a minute, then six times ten minutes: BTCPay's own schedule.
_RETRIES = "10,60,600,600,600,600,600,600"


def main() -> None:
    """Serve until a signal to stop arrives."""
    asked = _arguments()
    logging.basicConfig(level=logging.INFO, format="btcpay  %(message)s")
    settings = Settings(
        base_url=asked.public_url or f"http://127.0.0.1:{asked.port}",
        api_key=asked.api_key,
        store_id=asked.store_id,
        webhook_url=asked.webhook_url,
        webhook_secret=asked.webhook_secret,
        confirm_seconds=asked.confirm_seconds,
        payout_seconds=asked.payout_seconds,
        retry_seconds=tuple(float(part) for part in asked.retry_seconds.split(",") if part),
    )
    state = State(asked.state)
    server = Server(asked.port, state, settings)
    courier = Courier(state, settings)
    for number in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the serving loop, which is this very thread.
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    courier.start()
    print(f"BTCPay simulator on {settings.base_url}", flush=True)
    server.serve_forever(poll_interval=0.1)
    courier.stop()
    server.server_close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.btcpay")
    parser.add_argument("--port", type=int, default=8616)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps everything")
    parser.add_argument("--api-key", default=_API_KEY, help="the key to accept")
    parser.add_argument("--store-id", default=_STORE)
    parser.add_argument("--webhook-url", default=_WEBHOOK_URL, help="where events go; '': nowhere")
    parser.add_argument("--webhook-secret", default=_WEBHOOK_SECRET, help="signs events")
    parser.add_argument("--public-url", default="", help="how browsers reach the hosted page")
    parser.add_argument(
        "--confirm-seconds", type=float, default=8, help="a payment confirms after; 0: by lever"
    )
    parser.add_argument(
        "--payout-seconds", type=float, default=15, help="a payout is made after; 0: by lever"
    )
    parser.add_argument(
        "--retry-seconds", default=_RETRIES, help="waits before each repeated delivery"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

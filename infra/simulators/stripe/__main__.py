"""Starts the simulator: see the package's docstring for the command."""

import argparse
import logging
from collections.abc import Callable
from pathlib import Path

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.kit.server import Server
from infra.simulators.stripe import pages
from infra.simulators.stripe.api import Api
from infra.simulators.stripe.checkout import Checkout
from infra.simulators.stripe.control import Control
from infra.simulators.stripe.exchange import json_reply
from infra.simulators.stripe.store import Store, opened
from infra.simulators.stripe.webhooks import courier
from infra.simulators.stripe.world import Settings

# What the laptop stack stores as its Stripe secret; worth nothing anywhere else.
_API_KEY = "sk_test_fairlead_laptop"
_WEBHOOK_SECRET = "whsec_fairlead_laptop"  # noqa: S105
_WEBHOOK_URL = "http://127.0.0.1:8600/api/hooks/stripe"
_RETRIES = "2,5,15,60,300,900,3600"


def main() -> None:
    """Serve until a signal to stop arrives."""
    asked = _arguments()
    logging.basicConfig(level=logging.INFO, format="stripe  %(message)s")
    store = opened(asked.state)
    settings = Settings(
        base_url=asked.public_url or f"http://127.0.0.1:{asked.port}",
        api_key=asked.api_key,
        webhook_url=asked.webhook_url,
        webhook_secret=asked.webhook_secret,
        settle_seconds=asked.settle_seconds,
        retry_seconds=tuple(float(part) for part in asked.retry_seconds.split(",") if part),
    )
    server = Server(asked.port, _door(store, settings))
    carrying = courier(store, settings)
    carrying.start()
    print(f"Stripe simulator on {settings.base_url}", flush=True)
    server.serve_until_told()
    carrying.stop()
    store.close()


def _door(store: Store, settings: Settings) -> Callable[[Question], Reply]:
    """Who answers which path."""
    api, checkout, control = (part(store, settings) for part in (Api, Checkout, Control))

    def answer(question: Question) -> Reply:
        if question.path.startswith("/v1/"):
            return api.answer(question)
        if question.path == "/c/checkout.css":
            return pages.style()
        if question.path.startswith("/c/pay/"):
            return checkout.answer(question)
        if question.path.startswith("/sim/"):
            return control.answer(question)
        return json_reply(404, {"error": {"message": "Nothing here"}})

    return answer


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.stripe")
    parser.add_argument("--port", type=int, default=8612)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps everything")
    parser.add_argument("--api-key", default=_API_KEY, help="the secret key to accept")
    parser.add_argument("--webhook-url", default=_WEBHOOK_URL, help="where events go; '': nowhere")
    parser.add_argument("--webhook-secret", default=_WEBHOOK_SECRET, help="signs events")
    parser.add_argument("--public-url", default="", help="how browsers reach the hosted page")
    parser.add_argument(
        "--settle-seconds", type=float, default=20, help="bank debits succeed after; 0: by lever"
    )
    parser.add_argument(
        "--retry-seconds", default=_RETRIES, help="waits before each repeated delivery"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

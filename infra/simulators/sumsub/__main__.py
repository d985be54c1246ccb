"""Starts the simulator: see the package's docstring for the command."""

import argparse
import logging
from collections.abc import Callable
from pathlib import Path

from infra.simulators.kit.exchange import Question, Reply, json_reply
from infra.simulators.kit.server import Server
from infra.simulators.sumsub import pages
from infra.simulators.sumsub.api import Api
from infra.simulators.sumsub.control import Control
from infra.simulators.sumsub.hosted import Hosted
from infra.simulators.sumsub.store import Store, opened
from infra.simulators.sumsub.webhooks import courier
from infra.simulators.sumsub.world import Settings

# What the laptop stack stores as its Sumsub secret; worth nothing anywhere else.
_APP_TOKEN = "sbx:fairlead-laptop"  # noqa: S105
_SECRET_KEY = "sumsub-secret-of-the-laptop"  # noqa: S105
_WEBHOOK_SECRET = "sumsub-webhooks-of-the-laptop"  # noqa: S105
_WEBHOOK_URL = "http://127.0.0.1:8600/api/hooks/sumsub"
_LEVELS = "basic-kyc-level,full-kyc-level"
# As documented: five minutes, one hour, five hours, eighteen hours.
_RETRIES = "300,3600,18000,64800"


def main() -> None:
    """Serve until a signal to stop arrives."""
    asked = _arguments()
    logging.basicConfig(level=logging.INFO, format="sumsub  %(message)s")
    store = opened(asked.state)
    settings = Settings(
        base_url=asked.public_url or f"http://127.0.0.1:{asked.port}",
        app_token=asked.app_token,
        secret_key=asked.secret_key,
        skew_seconds=asked.skew_seconds,
        webhook_url=asked.webhook_url,
        webhook_secret=asked.webhook_secret,
        webhook_digest=asked.webhook_digest,
        levels=tuple(part for part in asked.levels.split(",") if part),
        retry_seconds=tuple(float(part) for part in asked.retry_seconds.split(",") if part),
    )
    server = Server(asked.port, _door(store, settings))
    carrying = courier(store, settings)
    carrying.start()
    print(f"Sumsub simulator on {settings.base_url}", flush=True)
    server.serve_until_told()
    carrying.stop()
    store.close()


def _door(store: Store, settings: Settings) -> Callable[[Question], Reply]:
    """Who answers which path."""
    api, hosted, control = (part(store, settings) for part in (Api, Hosted, Control))

    def answer(question: Question) -> Reply:
        if question.path.startswith("/resources/"):
            return api.answer(question)
        if question.path == "/websdk/page.css":
            return pages.style()
        if question.path.startswith("/websdk/p/"):
            return hosted.answer(question)
        if question.path.startswith("/sim/"):
            return control.answer(question)
        return json_reply(404, {"description": "Nothing here", "code": 404})

    return answer


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.sumsub")
    parser.add_argument("--port", type=int, default=8614)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps everything")
    parser.add_argument("--app-token", default=_APP_TOKEN, help="the app token to accept")
    parser.add_argument("--secret-key", default=_SECRET_KEY, help="requests are signed with it")
    parser.add_argument(
        "--skew-seconds", type=float, default=60, help="how old or far ahead a request may be"
    )
    parser.add_argument("--webhook-url", default=_WEBHOOK_URL, help="where events go; '': nowhere")
    parser.add_argument("--webhook-secret", default=_WEBHOOK_SECRET, help="signs webhooks")
    parser.add_argument("--webhook-digest", default="SHA256", choices=("SHA1", "SHA256", "SHA512"))
    parser.add_argument("--public-url", default="", help="how browsers reach the hosted page")
    parser.add_argument("--levels", default=_LEVELS, help="the levels of the account")
    parser.add_argument(
        "--retry-seconds", default=_RETRIES, help="waits before each repeated delivery"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()

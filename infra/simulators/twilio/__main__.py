"""Starts the simulator: see the package's docstring for the command."""

import argparse
import logging
from collections.abc import Callable
from pathlib import Path

from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.kit.server import Server
from infra.simulators.twilio.api import Api
from infra.simulators.twilio.callbacks import Courier
from infra.simulators.twilio.control import Control, texts_to
from infra.simulators.twilio.exchange import Settings, answer
from infra.simulators.twilio.page import page
from infra.simulators.twilio.state import State

# What the laptop stack stores as its Twilio secret; worth nothing anywhere else.
_ACCOUNT = "AC" + "f" * 32
_TOKEN = "fairlead-laptop-token"  # noqa: S105
_KEY = "SK" + "f" * 32
_KEY_SECRET = "fairlead-laptop-key"  # noqa: S105
_SERVICE = "VA" + "f" * 32


def main() -> None:
    """Serve until a signal to stop arrives."""
    asked = _arguments()
    logging.basicConfig(level=logging.INFO, format="twilio  %(message)s")
    settings = Settings(
        account_sid=asked.account_sid,
        auth_token=asked.auth_token,
        api_key_sid=asked.api_key_sid,
        api_key_secret=asked.api_key_secret,
        service_sid=asked.service_sid,
        service_name=asked.service_name,
        delivery_seconds=asked.delivery_seconds,
    )
    state = State(asked.state)
    server = Server(asked.port, _door(state, settings))
    courier = Courier(state, settings)
    courier.start()
    print(f"Twilio simulator on http://127.0.0.1:{asked.port}", flush=True)
    server.serve_until_told()
    courier.stop()
    state.close()


def _door(state: State, settings: Settings) -> Callable[[Question], Reply]:
    """Who answers which path."""
    api, control = Api(state, settings), Control(state)

    def reply(question: Question) -> Reply:
        if question.path.startswith("/sim/"):
            return control.answer(question)
        if question.path == "/":
            with state.work() as world:
                return Reply(200, page(texts_to(world, "")), "text/html; charset=utf-8")
        if question.path.startswith(("/v2/", "/2010-04-01/")):
            return api.answer(question)
        return answer(404, {"code": 20404, "message": "Nothing here", "status": 404})

    return reply


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.twilio")
    parser.add_argument("--port", type=int, default=8615)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps everything")
    parser.add_argument("--account-sid", default=_ACCOUNT)
    parser.add_argument("--auth-token", default=_TOKEN, help="lets in, and signs callbacks")
    parser.add_argument("--api-key-sid", default=_KEY)
    parser.add_argument("--api-key-secret", default=_KEY_SECRET)
    parser.add_argument("--service-sid", default=_SERVICE, help="the one Verify service there is")
    parser.add_argument("--service-name", default="Fairlead", help="named in messages with codes")
    parser.add_argument("--delivery-seconds", type=float, default=1.0, help="per step of a message")
    return parser.parse_args()


if __name__ == "__main__":
    main()

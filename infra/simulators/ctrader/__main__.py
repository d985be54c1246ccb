"""Starts the simulator: see the package's docstring for the command."""

import argparse
import logging
from pathlib import Path

from infra.simulators.ctrader.api import Api
from infra.simulators.ctrader.control import Control
from infra.simulators.ctrader.world import TABLES, Settings, found_groups
from infra.simulators.kit.exchange import Question, Reply, json_reply
from infra.simulators.kit.server import Server
from infra.simulators.kit.store import Store, Work

# What the laptop stack stores as its cTrader secret; worth nothing anywhere else.
_MANAGER_PASSWORD = "Password1"  # noqa: S105


def main() -> None:
    """Serve until a signal to stop arrives."""
    asked = _arguments()
    logging.basicConfig(level=logging.WARNING, format="ctrader  %(message)s")
    store = Store(asked.state, "ctrader", TABLES, Work)
    with store.work() as work:
        found_groups(work)
    settings = Settings(asked.manager_login, asked.manager_password, asked.broker_name)
    api, control = Api(store, settings), Control(store, settings)

    def answer(question: Question) -> Reply:
        if question.path.startswith("/v2/"):
            return api.answer(question)
        if question.path.startswith("/sim/"):
            return control.answer(question)
        return json_reply(404, {"errorCode": "INVALID_REQUEST", "description": "nothing here"})

    server = Server(asked.port, answer)
    scheme = "http"
    if asked.certificate:
        server.encrypt(asked.certificate, asked.key)
        scheme = "https"
    print(f"cTrader simulator on {scheme}://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_until_told()
    store.close()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.ctrader")
    parser.add_argument("--port", type=int, default=8616, help="0 picks a free one")
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps everything")
    parser.add_argument("--manager-login", type=int, default=10012)
    parser.add_argument("--manager-password", default=_MANAGER_PASSWORD)
    parser.add_argument("--broker-name", default="meridian")
    parser.add_argument("--certificate", default="", help="PEM file; with --key, speak HTTPS")
    parser.add_argument("--key", default="")
    return parser.parse_args()


if __name__ == "__main__":
    main()

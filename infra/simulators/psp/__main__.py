"""Starts the simulator: see the package's docstring for the command."""

import argparse
import logging
import signal
import threading
from pathlib import Path

from infra.simulators.psp.notices import Courier
from infra.simulators.psp.server import Server
from infra.simulators.psp.state import State


def main() -> None:
    """Serve until a signal to stop arrives."""
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.psp")
    parser.add_argument("--port", type=int, default=8617)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps everything")
    parser.add_argument("--retry-seconds", default="2,10,60,600", help="waits before each repeat")
    asked = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="psp  %(message)s")
    state = State(asked.state)
    server = Server(asked.port, state, f"http://127.0.0.1:{asked.port}")
    courier = Courier(state, tuple(float(one) for one in asked.retry_seconds.split(",") if one))
    for number in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the serving loop, which is this very thread.
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    courier.start()
    print(f"PSP simulator on http://127.0.0.1:{asked.port}", flush=True)
    server.serve_forever(poll_interval=0.1)
    courier.stop()
    server.server_close()


if __name__ == "__main__":
    main()

"""``python -m infra.simulators.mt5 --port 8611 --state DIR``: run the simulated server."""

import argparse
import signal
import ssl
import threading
from pathlib import Path

from infra.simulators.mt5.web import SimulatorServer
from infra.simulators.mt5.world import build


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m infra.simulators.mt5", description="A simulated MT5 server with its Web API"
    )
    parser.add_argument("--port", type=int, default=8611, help="0 picks a free one")
    parser.add_argument("--state", type=Path, required=True, help="folder of the server's memory")
    parser.add_argument("--manager-login", type=int, default=1000)
    parser.add_argument("--manager-password", default="Password1")
    parser.add_argument("--seed", default="meridian", help="decides how prices move")
    parser.add_argument("--certificate", type=Path, help="PEM file; with --key, speak HTTPS")
    parser.add_argument("--key", type=Path)
    return parser.parse_args()


def main() -> None:
    """Serve until told to stop; say where as soon as we listen."""
    options = _options()
    world = build(options.state, options.manager_login, options.manager_password, options.seed)
    server = SimulatorServer(("127.0.0.1", options.port), world)
    scheme = "http"
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate, options.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"

    def stop(*_signal: object) -> None:
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    print(f"MT5 simulator ready at {scheme}://127.0.0.1:{server.server_address[1]}", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.server_close()
    with world.lock:
        world.store.close()


if __name__ == "__main__":
    main()

"""Serves the rates: see the package's docstring for the command."""

import argparse
import http.server
import json
import signal
import socket
import threading
from pathlib import Path
from typing import Any

_FAULTS = frozenset({"", "unavailable", "garbled", "drop"})
_ANSWER = {
    "rates": {
        "USDAED": "3.6725",
        "EURUSD": "1.1582",
        "USDTUSD.m": "0.9994",
        "BTCUSD": 96410.55,
        "NOTHING": "1",
    }
}


class Settings:
    """What is demanded, published and broken, kept in a file so that a restart keeps it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "settings.json"

    def read(self) -> dict[str, Any]:
        """What is set now."""
        if not self._file.exists():
            return {"key": "", "answer": _ANSWER, "fault": ""}
        found: dict[str, Any] = json.loads(self._file.read_text())
        return found

    def change(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """Set some of it.

        Raises:
            ValueError: no such setting or fault.
        """
        settings = {**self.read(), **wanted}
        if set(settings) != {"key", "answer", "fault"} or settings["fault"] not in _FAULTS:
            raise ValueError("key, answer and fault can be set")
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(settings))
        fresh.replace(self._file)
        return settings


class Server(http.server.ThreadingHTTPServer):
    """Listens on loopback."""

    daemon_threads = True

    def __init__(self, port: int, settings: Settings) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.settings = settings


class Handler(http.server.BaseHTTPRequestHandler):
    """One request."""

    server: Server

    def do_GET(self) -> None:
        """The rates, to whoever has the key, or what the fault makes of them."""
        settings = self.server.settings.read()
        text = json.dumps(settings["answer"])
        if self.path.partition("?")[0] != "/rates":
            self._send(404, "{}")
        elif settings["fault"] == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif settings["fault"] == "unavailable":
            self._send(503, "{}")
        elif settings["key"] and self.headers.get("key") != settings["key"]:
            self._send(401, "{}")
        else:
            self._send(200, text[: len(text) // 2] if settings["fault"] == "garbled" else text)

    def do_POST(self) -> None:
        """The levers."""
        try:
            wanted = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)))
            self._send(200, json.dumps(self.server.settings.change(wanted)))
        except (ValueError, TypeError) as error:
            self._send(400, json.dumps({"error": str(error)}))

    def _send(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """One line per request."""
        print(f"quotes  {self.command} {self.path}", flush=True)


def main() -> None:
    """Serve until a signal to stop arrives."""
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.quotes")
    parser.add_argument("--port", type=int, default=8617)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps the settings")
    asked = parser.parse_args()
    server = Server(asked.port, Settings(asked.state))
    for number in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the serving loop, which is this very thread.
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"Simulator of rates on http://127.0.0.1:{asked.port}/rates", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.server_close()


if __name__ == "__main__":
    main()

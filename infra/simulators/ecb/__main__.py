"""Serves the file: see the package's docstring for the command."""

import argparse
import http.server
import json
import signal
import socket
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from infra.simulators.ecb.calendar import newest_at, newest_on
from infra.simulators.ecb.sheet import file_of

_FILE = "/stats/eurofxref/eurofxref-daily.xml"
_FAULTS = frozenset({"", "unavailable", "garbled", "drop", "doctype"})
_DOCTYPE = '<!DOCTYPE a [<!ENTITY b "b">]>'


class Settings:
    """The date to publish and the fault, kept in a file so that a restart keeps them."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = folder / "settings.json"

    def read(self) -> dict[str, str]:
        """What is set now."""
        if not self._file.exists():
            return {"today": "", "fault": ""}
        found: dict[str, str] = json.loads(self._file.read_text())
        return found

    def change(self, wanted: dict[str, str]) -> dict[str, str]:
        """Set some of it.

        Raises:
            ValueError: no such setting, date or fault.
        """
        settings = {**self.read(), **wanted}
        if set(settings) != {"today", "fault"} or settings["fault"] not in _FAULTS:
            raise ValueError("today and fault can be set")
        if settings["today"]:
            date.fromisoformat(settings["today"])
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
        """The file, or what the fault makes of it."""
        if self.path != _FILE:
            self._send(404, "Not found", "text/plain")
            return
        settings = self.server.settings.read()
        today = settings["today"]
        day = newest_on(date.fromisoformat(today)) if today else newest_at(datetime.now(UTC))
        self._publish(file_of(day), settings["fault"])

    def do_POST(self) -> None:
        """The levers."""
        try:
            wanted = json.loads(self.rfile.read(int(self.headers.get("content-length") or 0)))
            self._send(200, json.dumps(self.server.settings.change(wanted)), "application/json")
        except (ValueError, TypeError) as error:
            self._send(400, json.dumps({"error": str(error)}), "application/json")

    def _publish(self, text: str, fault: str) -> None:
        if fault == "drop":
            self.connection.shutdown(socket.SHUT_RDWR)
        elif fault == "unavailable":
            self._send(503, "Service unavailable", "text/html")
        elif fault == "garbled":
            self._send(200, text[: len(text) // 2], "text/xml")
        elif fault == "doctype":
            self._send(200, text.replace("?>\n", f"?>\n{_DOCTYPE}", 1), "text/xml")
        else:
            self._send(200, text, "text/xml")

    def _send(self, status: int, text: str, kind: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """One line per request."""
        print(f"ecb  {self.command} {self.path}", flush=True)


def main() -> None:
    """Serve until a signal to stop arrives."""
    parser = argparse.ArgumentParser(prog="python -m infra.simulators.ecb")
    parser.add_argument("--port", type=int, default=8613)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps the settings")
    asked = parser.parse_args()
    server = Server(asked.port, Settings(asked.state))
    for number in (signal.SIGTERM, signal.SIGINT):
        # shutdown() waits for the serving loop, which is this very thread.
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"ECB simulator on http://127.0.0.1:{asked.port}{_FILE}", flush=True)
    server.serve_forever(poll_interval=0.1)
    server.server_close()


if __name__ == "__main__":
    main()

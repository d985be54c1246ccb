"""Runs the Sumsub simulator as a process for tests; webhooks arrive in `stripe.kit`'s inbox."""

import hashlib
import hmac
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.simulators.stripe.kit import Inbox, Letter, Reply, free_port, listens, send, until

APP_TOKEN = "sbx:of-the-tests"
SECRET_KEY = "key of the tests"
WEBHOOK_SECRET = "webhooks of the tests"
LEVEL = "basic-kyc-level"
_PATIENCE_SECONDS = 15

__all__ = ["Inbox", "Letter", "Reply", "Simulator", "until"]


@dataclass
class Simulator:
    """The process; the same folder survives a restart."""

    folder: Path
    webhook_url: str
    port: int = 0
    retry_seconds: str = "0.2,0.2,0.2"
    digest: str = "SHA256"
    skew_seconds: int = 60
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.port = self.port or free_port()
        options = {
            "port": self.port,
            "state": self.folder,
            "app-token": APP_TOKEN,
            "secret-key": SECRET_KEY,
            "skew-seconds": self.skew_seconds,
            "webhook-url": self.webhook_url,
            "webhook-secret": WEBHOOK_SECRET,
            "webhook-digest": self.digest,
            "levels": f"{LEVEL},full level",
            "retry-seconds": self.retry_seconds,
        }
        words = [f"--{name}={value}" for name, value in options.items()]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "infra.simulators.sumsub", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"},
        )
        until(lambda: listens(self.port))

    def stop(self) -> None:
        assert self.process is not None
        self.process.terminate()
        self.process.wait(_PATIENCE_SECONDS)

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(_PATIENCE_SECONDS)

    def lever(self, path: str, /, **body: Any) -> Any:
        """Pull ``/sim/<path>``."""
        return send("POST", f"{self.url}/sim/{path}", json.dumps(body)).json()

    def fault(self, kind: str, **more: Any) -> None:
        self.lever("faults", kind=kind, **more)

    def submit(self, who: str) -> None:
        self.lever(f"applicants/{who}/submit")

    def review(self, who: str, answer: str, **more: Any) -> None:
        self.lever(f"applicants/{who}/review", answer=answer, **more)

    def deliveries(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = send("GET", f"{self.url}/sim/deliveries").json()
        return rows

    def api(self, method: str, path: str, body: Any = None, **spoiled: str) -> Reply:
        """A signed question to the API; ``spoiled`` replaces headers (``x_app_token="…"``)."""
        text = "" if body is None else json.dumps(body)
        stamp = spoiled.get("x_app_access_ts") or str(int(time.time()))
        signed = hmac.new(SECRET_KEY.encode(), f"{stamp}{method}{path}{text}".encode(), "sha256")
        headers = {
            "x-app-token": APP_TOKEN,
            "x-app-access-ts": stamp,
            "x-app-access-sig": signed.hexdigest(),
        }
        headers |= {name.replace("_", "-"): value for name, value in spoiled.items()}
        return send(method, self.url + path, text, headers)


def is_true(letter: Letter, algorithm: str = "sha256") -> bool:
    """Whether a webhook's digest is good."""
    lowered = {name.lower(): value for name, value in letter.headers.items()}
    wanted = hmac.new(WEBHOOK_SECRET.encode(), letter.body, getattr(hashlib, algorithm))
    return lowered["x-payload-digest"] == wanted.hexdigest()

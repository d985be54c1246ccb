"""The embedded AWS: how MiniStack is started, asked and stopped.

Owns its settings. It is kept in a virtual environment of its own, because it pins botocore. It
holds everything in memory and writes its state when it is stopped cleanly and at no other time.
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from infra.local.aws import ACCOUNT, CREDENTIALS, REGION
from infra.local.layout import HOST, ROOT
from infra.local.processes import Child

PYTHON = ROOT / ".venv-ministack" / "bin" / "python"
# Writing the state of a well-filled stack takes a few seconds.
STOP_WITHIN_SECONDS = 60


def child(port: int, state: Path | None, scratch: Path, log_file: Path) -> Child:
    """The process of an embedded AWS on `port`.

    `state` is where it loads and saves what it holds; without it everything ends with the
    process. `scratch` receives temporary files.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    environment = {
        **CREDENTIALS,
        "AWS_DEFAULT_REGION": REGION,
        "MINISTACK_REGION": REGION,
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_HOST": HOST,
        "BIND_HOST": HOST,
        "GATEWAY_PORT": str(port),
        "EDGE_PORT": str(port),
        "TMPDIR": str(scratch),
        "LOG_LEVEL": "WARNING",
        "LAMBDA_EXECUTOR": "local",
        # Listeners of services that Fairlead does not use.
        "SFTP_ENABLED": "0",
        "IOT_MTLS_ENABLED": "0",
        "CLOUDTRAIL_RECORDING": "0",
        # It never needs a Docker daemon; without this it would look for one.
        "DOCKER_HOST": "unix:///nowhere",
        "PYTHONUNBUFFERED": "1",
    }
    if state is not None:
        state.mkdir(parents=True, exist_ok=True)
        environment |= {
            "PERSIST_STATE": "1",
            "STATE_DIR": str(state / "services"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(state / "s3"),
        }
    return Child(
        name="aws",
        command=[str(PYTHON), "-m", "ministack"],
        port=port,
        log_file=log_file,
        environment=environment,
        is_ready=lambda: _is_ready(port),
    )


def sent_mails(port: int) -> list[dict[str, Any]]:
    """Every e-mail that the application sent, oldest first, as MiniStack recorded it."""
    by_account = ask(port, "/_ministack/ses/messages")["messages"]
    mails = [mail for mails in by_account.values() for mail in mails]
    return sorted(mails, key=lambda mail: float(mail["Timestamp"]))


def ask(port: int, path: str) -> Any:
    """The JSON answer of one of MiniStack's own endpoints."""
    url = f"http://{HOST}:{port}{path}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def _is_ready(port: int) -> bool:
    try:
        ask(port, "/_ministack/health")
    except (urllib.error.URLError, OSError, ValueError):
        return False
    return True


def expect_save(state: Path) -> None:
    """Removes the file by which `has_saved` knows that a running engine saved when it stopped."""
    _proof(state).unlink(missing_ok=True)


def has_saved(state: Path) -> bool:
    """Whether the engine wrote its state when it stopped; it tells of a failure nowhere else."""
    return _proof(state).exists()


def _proof(state: Path) -> Path:
    return state / "services" / "dynamodb.json"

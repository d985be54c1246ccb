"""The Lambda context that handlers get on the laptop, and the settings of each function.

Owns the clock of an invocation: when the stack stops, the time of every running one is up, so
that a worker which looks at its remaining time ends by itself.
"""

from __future__ import annotations

import functools
import json
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from infra.local.layout import ROOT

_DEFAULT_TIMEOUT_SECONDS = 60
_DEFAULT_MEMORY_MB = 128


@dataclass(frozen=True)
class LocalContext:
    """Stands in for what Lambda passes as `context`."""

    function_name: str
    timeout_seconds: float
    stopping: threading.Event
    memory_limit_in_mb: int = _DEFAULT_MEMORY_MB
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    function_version: str = "$LATEST"
    started: float = field(default_factory=time.monotonic)

    @property
    def invoked_function_arn(self) -> str:
        """An ARN in the embedded AWS's account."""
        return f"arn:aws:lambda:eu-central-1:000000000000:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        """Where Lambda would log."""
        return f"/aws/lambda/{self.function_name}"

    @property
    def log_stream_name(self) -> str:
        """The stack has one log."""
        return "local"

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds until the function's timeout; zero once the stack is stopping."""
        if self.stopping.is_set():
            return 0
        left = self.timeout_seconds - (time.monotonic() - self.started)
        return max(0, int(left * 1000))


@functools.cache
def _stage_config() -> dict[str, Any]:
    config = json.loads((ROOT / ".chalice" / "config.json").read_text(encoding="utf-8"))
    shared = {key: value for key, value in config.items() if key != "stages"}
    by_stage: dict[str, Any] = next(iter(config.get("stages", {}).values()), {})
    return {**shared, **by_stage}


def context_for(function: str, stopping: threading.Event) -> LocalContext:
    """The context of one invocation, with the timeout that .chalice/config.json gives it."""
    config = _stage_config()
    own = config.get("lambda_functions", {}).get(function, {})
    return LocalContext(
        function_name=function,
        timeout_seconds=float(
            own.get("lambda_timeout", config.get("lambda_timeout", _DEFAULT_TIMEOUT_SECONDS))
        ),
        memory_limit_in_mb=int(
            own.get("lambda_memory_size", config.get("lambda_memory_size", _DEFAULT_MEMORY_MB))
        ),
        stopping=stopping,
    )

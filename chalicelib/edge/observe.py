"""Logs and metrics: structured lines to standard output, numbers in CloudWatch's embedded format.

A line carries the request id and the actor's reference, never a body, a token or a password.
"""

import json
import logging
import sys
import time
from typing import Any

from chalicelib.storage import aws

_LOGGER = logging.getLogger("fairlead")
_NAMESPACE = "Fairlead"


def _set_up() -> None:
    if not _LOGGER.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        _LOGGER.addHandler(handler)
        _LOGGER.setLevel(logging.INFO)
        _LOGGER.propagate = False


def log(event: str, *, level: int = logging.INFO, **facts: Any) -> None:
    """Write one line about ``event`` (snake_case) with its facts."""
    _set_up()
    line = {"event": event, "level": logging.getLevelName(level), **facts}
    _LOGGER.log(level, json.dumps(line, default=str, ensure_ascii=False))


def fault(event: str, error: BaseException, **facts: Any) -> None:
    """Write one line about an unexpected ``error``, with its trace."""
    _set_up()
    line = {"event": event, "level": "ERROR", "error": repr(error), **facts}
    _LOGGER.error(json.dumps(line, default=str), exc_info=error)


def count(metric: str, value: int = 1, **dimensions: str) -> None:
    """Report ``value`` of ``metric`` to CloudWatch in its embedded metric format."""
    _set_up()
    dimensions = {"stage": aws.stage(), **dimensions}
    _LOGGER.info(
        json.dumps(
            {
                "_aws": {
                    "Timestamp": int(time.time() * 1000),
                    "CloudWatchMetrics": [
                        {
                            "Namespace": _NAMESPACE,
                            "Dimensions": [list(dimensions)],
                            "Metrics": [{"Name": metric, "Unit": "Count"}],
                        }
                    ],
                },
                metric: value,
                **dimensions,
            }
        )
    )

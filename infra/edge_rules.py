"""What stands between a browser and the application, said once for AWS and for the laptop.

Owns the limits and refusals of API Gateway and the caching of front-end files. API Gateway gets
the refusals through the packaged template, the laptop's gateway answers with the same ones.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

MAX_BODY_BYTES = 10 * 1024 * 1024
MAX_SECONDS = 29

_YEAR_SECONDS = 31_536_000


@dataclass(frozen=True)
class Refusal:
    """An answer that the gateway gives by itself, in the application's shape of an error."""

    response_type: str
    status: int
    code: str
    message: str

    def body(self, request_id: str) -> str:
        """The JSON body; `request_id` may be a placeholder that API Gateway fills in."""
        return json.dumps(
            {
                "code": self.code,
                "message": self.message,
                "field": None,
                "facts": {},
                "request_id": request_id,
            }
        )


# API Gateway calls an unknown path a missing authentication token, whether or not one was sent.
NO_ROUTE = Refusal("MISSING_AUTHENTICATION_TOKEN", 404, "route_not_found", "there is no such route")
TOO_LARGE = Refusal("REQUEST_TOO_LARGE", 413, "body_too_large", "the body is larger than 10 MB")
TIMED_OUT = Refusal(
    "INTEGRATION_TIMEOUT", 504, "timed_out", "it took too long; ask again with the same key"
)
FAILED = Refusal("INTEGRATION_FAILURE", 502, "internal", "something went wrong on our side")
THROTTLED = Refusal("THROTTLED", 429, "too_many_requests", "too many requests; wait a moment")
REFUSALS = (NO_ROUTE, TOO_LARGE, TIMED_OUT, FAILED, THROTTLED)


def cache_control(path: str) -> str:
    """How long a file of a front end may be kept: names under assets/ change with the content."""
    if path.startswith("assets/"):
        return f"public, max-age={_YEAR_SECONDS}, immutable"
    if path.endswith(".html"):
        return "no-cache"
    return "public, max-age=3600"


def is_page(path: str) -> bool:
    """Whether a path is a page of the application rather than a file; as PageRouting decides.

    Files lie under ``assets/``, and at the root under names with a dot. Everything else is a
    page, whatever is in its name: ids of ledger entries and keys of settings have dots.
    """
    top, _, below = path.lstrip("/").partition("/")
    return top != "assets" if below else "." not in top

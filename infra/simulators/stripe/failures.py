"""Refusals in the shape of Stripe's JSON errors."""

from typing import Any


class StripeRefusal(Exception):
    """An error answer. ``saved`` says whether the idempotency key remembers it.

    Stripe remembers the answer once work has begun; what validation refuses is not remembered.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        saved: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.saved = saved
        self.body: dict[str, Any] = {
            "error": {
                name: value
                for name, value in (
                    ("code", code),
                    ("message", message),
                    ("param", param),
                    ("type", kind),
                )
                if value is not None
            }
        }


def missing(kind: str, object_id: str) -> StripeRefusal:
    """What a reference to nothing answers."""
    return StripeRefusal(
        f"No such {kind}: '{object_id}'", status=404, code="resource_missing", param="id"
    )

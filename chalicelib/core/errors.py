"""The one family of errors that a person or an integrator is meant to see.

Owns: the kinds, the stable code, the field and the facts. Refuses: wording for the screen (the
front ends have the words) and anything about HTTP (the edge maps kinds to statuses).
"""

from enum import StrEnum
from typing import Any, ClassVar


class Kind(StrEnum):
    """What an error means to whoever meets it; the edge gives each kind one HTTP status."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    LIMITED = "limited"
    UPSTREAM = "upstream"


class FairleadError(Exception):
    """Base of all expected refusals.

    ``code`` is stable snake_case and part of the API. ``field`` names the input at fault, if one
    is. ``facts`` are JSON-ready values (amounts as strings) from which the front end makes its
    sentence; ``message`` is the English one for logs and integrators.
    """

    kind: ClassVar[Kind] = Kind.INVALID
    code: str = "invalid"

    def __init__(
        self,
        message: str = "",
        *,
        code: str | None = None,
        field: str | None = None,
        **facts: Any,
    ) -> None:
        self.code = code or type(self).code
        self.message = message or self.code.replace("_", " ")
        self.field = field
        self.facts: dict[str, Any] = facts
        super().__init__(self.message)


class Invalid(FairleadError):
    """The input cannot be accepted as it stands; ``field`` says where."""


class Unauthenticated(FairleadError):
    """Nobody, or nobody we still believe, is asking."""

    kind = Kind.UNAUTHENTICATED
    code = "unauthenticated"


class Forbidden(FairleadError):
    """We know who asks, and it is not allowed."""

    kind = Kind.FORBIDDEN
    code = "forbidden"


class NotFound(FairleadError):
    """It does not exist, or not for whoever asks: the two are never told apart."""

    kind = Kind.NOT_FOUND
    code = "not_found"


class Conflict(FairleadError):
    """The thing has moved on: another decision, version or use came first."""

    kind = Kind.CONFLICT
    code = "conflict"


class Limited(FairleadError):
    """Too often or too much; ``facts['retry_after_seconds']`` says when to come back."""

    kind = Kind.LIMITED
    code = "limited"


class Upstream(FairleadError):
    """A vendor did not do what we asked. Subclasses say whether it may have happened anyway."""

    kind = Kind.UPSTREAM
    code = "upstream"


class VendorRefused(Upstream):
    """The vendor answered and definitely did not do it."""

    code = "vendor_refused"


class VendorUnavailable(Upstream):
    """The vendor could not be reached or declined to look: it definitely was not done; retry."""

    code = "vendor_unavailable"


class OutcomeUnknown(Upstream):
    """We asked and lost the answer: it may have been done. Look it up before asking again."""

    code = "outcome_unknown"

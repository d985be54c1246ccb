"""What a vendor answered, and the error for an answer that cannot be had.

Refuses: sending anything (`http`) and knowing any vendor's own error bodies (the adapters).
"""

import json
from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Any

from chalicelib.core.errors import OutcomeUnknown, Upstream, VendorRefused, VendorUnavailable
from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class Answer:
    """What a vendor answered: any status below 500 but 429. Header names are lowercase.

    ``changing`` says whether the question could have changed something at the vendor.
    """

    vendor: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    cookies: Mapping[str, str] = field(default_factory=dict)
    changing: bool = True

    def json(self) -> Any:
        """The body as JSON; numbers with a point become `Decimal`.

        Raises:
            VendorUnavailable, OutcomeUnknown: it is not JSON; which one as in `broken`.
        """
        try:
            return json.loads(self.body, parse_float=Decimal)
        except ValueError as error:
            raise self.broken("the answer is not JSON") from error

    def require_success(self) -> "Answer":
        """This answer if its status is 2xx.

        Raises:
            VendorRefused: any other status; facts carry ``status``.
        """
        if 200 <= self.status < 300:
            return self
        raise VendorRefused(
            f"{self.vendor} answered {self.status}",
            vendor=self.vendor,
            reason="refused",
            status=self.status,
        )

    def broken(self, why: str) -> Upstream:
        """The error to raise when this answer makes no sense: unknown if it was about a change."""
        return lost(self.vendor, why, reason="broken", changing=self.changing)


def lost(vendor: str, why: str, *, reason: str, changing: bool) -> Upstream:
    """The error for an answer that cannot be had: `OutcomeUnknown` for a change, else retry."""
    outcome = OutcomeUnknown if changing else VendorUnavailable
    return outcome(f"{vendor}: {why}", vendor=vendor, reason=reason)

"""What kyc asks of a vendor that verifies people's identity, in the domain's words.

Owns: the nouns, the port and the errors of reading a callback. Refuses: any vendor's vocabulary,
and deciding what a verdict is worth (kyc does).

A check belongs to a client and lives as long as they do: a client who is asked again comes back to
the same check. A callback says only *that* something changed: what the vendor thinks is always
read afresh with `IdentityVerifier.check`, so callbacks may come twice, late and in any order.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from chalicelib.core.errors import Invalid, Unauthenticated
from chalicelib.core.nouns import dataclass


@dataclass(frozen=True)
class CheckOrder:
    """A client who is to be verified on the vendor's own page at ``level``.

    ``level`` is the vendor's name for a set of documents and questions. ``return_url`` is where
    the page sends a client who is done; it proves nothing.
    """

    client_id: str
    level: str
    return_url: str


@dataclass(frozen=True)
class StartedCheck:
    """The vendor's reference of a check, and the page to send the client's browser to."""

    reference: str
    url: str


class CheckOutcome(StrEnum):
    """What the vendor says of a client. Each of the last three may still turn into another."""

    STARTED = "started"
    IN_REVIEW = "in_review"
    PASSED = "passed"
    RETRY = "retry"
    REFUSED = "refused"


@dataclass(frozen=True)
class CheckState:
    """A check as the vendor sees it now.

    ``labels`` are the vendor's stable words for what was wrong. ``comment`` is meant for the
    client; ``staff_comment`` must never reach them. ``as_of`` is when the vendor came to this
    outcome: of two states of one check the later one holds.
    """

    reference: str
    client_id: str
    outcome: CheckOutcome
    as_of: datetime
    level: str = ""
    labels: tuple[str, ...] = ()
    comment: str = ""
    staff_comment: str = ""


@dataclass(frozen=True)
class CallbackEvent:
    """One authentic callback about the check ``reference`` of ``client_id``.

    ``event_id`` is the same on every redelivery. ``name`` is the vendor's word, for the log;
    ``at`` is when it happened there.
    """

    event_id: str
    reference: str
    client_id: str
    name: str
    at: datetime


class CallbackForged(Unauthenticated):
    """The callback is not signed by the vendor with the secret that we share."""

    code = "callback_forged"


class CallbackMalformed(Invalid):
    """The callback is authentic and makes no sense."""

    code = "callback_malformed"


class IdentityVerifier(Protocol):
    """A vendor that verifies people's identity. Safe to share between threads."""

    def start_check(self, order: CheckOrder) -> StartedCheck:
        """The vendor's page for ``order``; the check is made at the first time.

        Raises:
            VendorRefused: the vendor does not accept it; facts carry its code.
            VendorUnavailable, OutcomeUnknown: ask again with the same order.
        """
        ...

    def check(self, reference: str) -> CheckState:
        """The check now, straight from the vendor.

        Raises:
            VendorRefused: there is no such check.
            VendorUnavailable: ask again.
        """
        ...

    def find_check(self, client_id: str) -> CheckState | None:
        """The client's check now, or None when the vendor does not know the client.

        Raises:
            VendorUnavailable: ask again.
        """
        ...

    def read_callback(self, headers: Mapping[str, str], body: bytes) -> CallbackEvent:
        """Check and read a callback; ``body`` is exactly what came over the wire.

        Raises:
            CallbackForged, CallbackMalformed.
        """
        ...

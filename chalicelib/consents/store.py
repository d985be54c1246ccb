"""Rows of consents: a client's partition holds all that they ever accepted."""

from chalicelib.consents.model import GivenConsent
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("consents")
_AT_MOST = 500


def _partition(client_id: str) -> str:
    return f"CLIENT#{client_id}"


_ROWS = Rows(
    _TABLE,
    GivenConsent,
    lambda one: Key(_partition(one.client_id), f"{one.document}#{one.version_accepted}"),
)


def given(client_id: str) -> list[GivenConsent]:
    """All consents of a client."""
    return _ROWS.all(Range(_partition(client_id)), _AT_MOST)


def known(consents: list[GivenConsent]) -> list[GivenConsent]:
    """Those of ``consents`` that are stored already."""
    return _ROWS.get_many(_ROWS.key(one) for one in consents)


def add(unit: Unit, new: GivenConsent) -> GivenConsent:
    """Store a new consent."""
    return _ROWS.insert(unit, new, Stale("accepted meanwhile"))


def change(unit: Unit, before: GivenConsent, after: GivenConsent) -> GivenConsent:
    """Store ``after`` in place of ``before``."""
    return _ROWS.change(unit, before, after)

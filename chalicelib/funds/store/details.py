"""Withdrawal details. Cancelled and deleted ones leave the lists and stay readable by their id."""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.details import DefaultDetails, DetailsStatus, WithdrawalDetails
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit


def _key(details_id: str) -> Key:
    return Key(f"DETAILS#{details_id}", "DETAILS")


def _list(client_id: str) -> str:
    return f"DETAILS#{client_id}"


def _method_list(client_id: str, method_id: str) -> str:
    return f"DETAILS#{client_id}#{method_id}"


def _indexes(details: WithdrawalDetails) -> dict[str, tuple[str | None, str]]:
    is_listed = details.status not in (DetailsStatus.CANCELLED, DetailsStatus.DELETED)
    sort = f"{iso(details.created_at)}#{details.id}"
    by_method = _method_list(details.client_id, details.method_id)
    return {
        "by-client": (_list(details.client_id) if is_listed else None, sort),
        "by-kind": (by_method if is_listed else None, sort),
    }


_ROWS = Rows(TABLE, WithdrawalDetails, lambda one: _key(one.id), _indexes)


def _default_key(client_id: str, method_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", f"DEFAULT#{method_id}")


_DEFAULTS = Rows(TABLE, DefaultDetails, lambda one: _default_key(one.client_id, one.method_id))


def add(unit: Unit, details: WithdrawalDetails) -> WithdrawalDetails:
    """Store a new profile."""
    return _ROWS.insert(unit, details, Conflict("a details id came twice"))


def get(details_id: str) -> WithdrawalDetails:
    """The profile as of now, a deleted one included.

    Raises:
        NotFound.
    """
    missing = NotFound("no such withdrawal details", what="withdrawal_details")
    return _ROWS.get(_key(details_id), missing)


def change(unit: Unit, before: WithdrawalDetails, after: WithdrawalDetails) -> WithdrawalDetails:
    """Store what has become of a profile, if it is still as it was read."""
    return _ROWS.change(unit, before, after)


def page(client_id: str, method_id: str | None, request: PageRequest) -> Page[WithdrawalDetails]:
    """A client's profiles, newest first, of one method or of all."""
    if method_id is None:
        return _ROWS.page(Range(_list(client_id), "by-client"), request)
    return _ROWS.page(Range(_method_list(client_id, method_id), "by-kind"), request)


def defaults(client_id: str, method_ids: Iterable[str]) -> set[str]:
    """The ids of the profiles that the client is paid to unless they choose another."""
    keys = {_default_key(client_id, one) for one in method_ids}
    return {one.details_id for one in _DEFAULTS.get_many(keys)}


def put_default(unit: Unit, details: WithdrawalDetails) -> None:
    """Let ``details`` be the default of its client and method."""
    new = DefaultDetails(details.client_id, details.method_id, details.id)
    before = _DEFAULTS.find(_default_key(new.client_id, new.method_id))
    if before is None:
        _DEFAULTS.insert(unit, new, Stale("another became the default meanwhile"))
    elif before.details_id != details.id:
        _DEFAULTS.change(unit, before, replace(new, version=before.version))

"""Withdrawal details. Deleted ones leave the lists and stay readable by their id."""

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.funds.model.details import DetailsStatus, WithdrawalDetails
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Unit


def _key(details_id: str) -> Key:
    return Key(f"DETAILS#{details_id}", "DETAILS")


def _list(client_id: str) -> str:
    return f"DETAILS#{client_id}"


def _method_list(client_id: str, method_id: str) -> str:
    return f"DETAILS#{client_id}#{method_id}"


def _indexes(details: WithdrawalDetails) -> dict[str, tuple[str | None, str]]:
    is_listed = details.status is not DetailsStatus.DELETED
    sort = f"{iso(details.created_at)}#{details.id}"
    by_method = _method_list(details.client_id, details.method_id)
    return {
        "by-client": (_list(details.client_id) if is_listed else None, sort),
        "by-kind": (by_method if is_listed else None, sort),
    }


_ROWS = Rows(TABLE, WithdrawalDetails, lambda one: _key(one.id), _indexes)


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


def require(unit: Unit, details: WithdrawalDetails) -> None:
    """Let ``unit`` fail if the profile is no longer as it was read."""
    _ROWS.require(unit, details)


def page(client_id: str, method_id: str | None, request: PageRequest) -> Page[WithdrawalDetails]:
    """A client's profiles, newest first, of one method or of all."""
    if method_id is None:
        return _ROWS.page(Range(_list(client_id), "by-client"), request)
    return _ROWS.page(Range(_method_list(client_id, method_id), "by-kind"), request)

"""Rows of cases, records, claims and callbacks, and the lists that they stand in."""

from collections.abc import Iterable
from datetime import date, datetime

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import Page, PageRequest
from chalicelib.kyc.model.cases import Callback, Case, Claim, Record
from chalicelib.kyc.model.errors import ValueTaken
from chalicelib.storage.rows import Indexes, Rows
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Stale, Unit

_TABLE = Table("kyc")
_EXPIRING, _AWAITED = "expiring", "awaited"


class CallbackKnown(Conflict):
    """The callback was taken in before."""

    code = "callback_known"


def _case_key(client_id: str) -> Key:
    return Key(f"CLIENT#{client_id}", "CASE")


def _record_key(record_id: str) -> Key:
    return Key(f"RECORD#{record_id}", "RECORD")


def _about(reference: str) -> str:
    """The list of what a vendor said about the client whom it calls ``reference``."""
    return f"callbacks#{reference}"


def _claim_key(claim: Claim) -> Key:
    return Key(f"CLAIM#{claim.key}#{claim.digest}", "CLAIM")


def _case_indexes(case: Case) -> Indexes:
    due_at = case.check.due_at if case.check else None
    return {
        "by-expiry": (
            _EXPIRING if case.look_on else None,
            f"{case.look_on}#{case.client_id}",
        ),
        "by-check": (
            _AWAITED if due_at else None,
            f"{iso(due_at)}#{case.client_id}" if due_at else "",
        ),
    }


_CASES = Rows(_TABLE, Case, lambda one: _case_key(one.client_id), _case_indexes)
_RECORDS = Rows(
    _TABLE,
    Record,
    lambda one: _record_key(one.id),
    lambda one: {"by-client": (one.client_id, f"{iso(one.submitted_at)}#{one.id}")},
)
_CLAIMS = Rows(_TABLE, Claim, _claim_key)
_CALLBACKS = Rows(
    _TABLE,
    Callback,
    lambda one: Key(f"CALLBACK#{one.vendor}#{one.event_id}", "CALLBACK"),
    lambda one: {
        "by-client": (_about(one.reference), f"{iso(one.received_at)}#{one.event_id}"),
    },
)


def case_of(client_id: str) -> Case:
    """The client's case as of now; an empty one before anything was handed in."""
    return _CASES.find(_case_key(client_id)) or Case(client_id)


def keep_case(unit: Unit, before: Case, after: Case) -> Case:
    """Store ``after`` in place of ``before``, which may be the empty one."""
    if not before.version:
        return _CASES.insert(unit, after, Stale("the case was opened meanwhile"))
    return _CASES.change(unit, before, after)


def expiring_by(day: date, at_most: int) -> list[Case]:
    """Cases to be warned of or expired on ``day`` or before, the longest overdue first."""
    # "#" and "~" enclose every client id of that day.
    due = Range(_EXPIRING, "by-expiry", before=f"{day}~", newest_first=False)
    return _CASES.all(due, at_most)


def checks_due(now: datetime, at_most: int) -> list[Case]:
    """Cases whose vendor should be asked by now, the longest overdue first."""
    due = Range(_AWAITED, "by-check", before=iso(now), newest_first=False)
    return _CASES.all(due, at_most)


def record(record_id: str) -> Record:
    """The record.

    Raises:
        NotFound.
    """
    return _RECORDS.get(_record_key(record_id), missing())


def missing() -> NotFound:
    """What is said of a record that does not exist, or not for whoever asks."""
    return NotFound(what="kyc_record")


def add_record(unit: Unit, new: Record) -> Record:
    """Store a new record."""
    return _RECORDS.insert(unit, new, Conflict("a record id came twice"))


def change_record(unit: Unit, before: Record, after: Record) -> Record:
    """Store ``after`` in place of ``before``."""
    return _RECORDS.change(unit, before, after)


def records_of(client_id: str, request: PageRequest) -> Page[Record]:
    """All records of a client, newest first."""
    return _RECORDS.page(Range(client_id, "by-client"), request)


def claims_on(wanted: Iterable[Claim]) -> list[Claim]:
    """Who holds any of the ``wanted`` values now."""
    return _CLAIMS.get_many(_claim_key(one) for one in wanted)


def claim(unit: Unit, new: Claim) -> None:
    """Let the value be the client's; when another client has it the unit fails."""
    _CLAIMS.insert(unit, new, taken(new))


def give_up(unit: Unit, held: Claim) -> None:
    """Let the value be anybody's again."""
    _CLAIMS.remove(unit, held, Stale("the claim moved"))


def taken(claim: Claim) -> ValueTaken:
    """What is said of a value that another client has."""
    return ValueTaken("another client has it", field=f"answers.{claim.key}", key=claim.key)


def add_callback(unit: Unit, callback: Callback) -> None:
    """Keep a callback as it came.

    Raises:
        CallbackKnown: (when the unit commits) it came before.
    """
    _CALLBACKS.insert(unit, callback, CallbackKnown())


def callbacks_about(reference: str, request: PageRequest) -> Page[Callback]:
    """What a vendor said about the client whom it calls ``reference``, newest first."""
    return _CALLBACKS.page(Range(_about(reference), "by-client"), request)


def change_callback(unit: Unit, before: Callback, after: Callback) -> None:
    """Store ``after`` in place of ``before``."""
    _CALLBACKS.change(unit, before, after)

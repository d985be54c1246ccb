"""Files of clients: what is wrong with each row, found without doing anything; then a job.

The review looks at all rows together (one read for a hundred of them, whatever they hold), the job
at each row by itself, with all that `creating` checks.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import Client, ClientKind
from chalicelib.clients.model.answers import Answered
from chalicelib.clients.model.creation import ClientDraft
from chalicelib.clients.model.imports import ClientImport
from chalicelib.clients.model.jobs import MAX_ROWS, Job, Order
from chalicelib.clients.rules import importing as rules
from chalicelib.clients.rules import international, written_code
from chalicelib.clients.service import answering, blacklist, creating, jobs, reading
from chalicelib.clients.store import claims
from chalicelib.core import sheets
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Invalid
from chalicelib.core.nouns import dataclass
from chalicelib.core.reviewed import (
    Fault,
    ImportColumn,
    ReviewedRow,
    ReviewedSheet,
    reviewed,
    twice,
)
from chalicelib.core.sheets import Sheet, SheetRow
from chalicelib.identity import public as identity
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


class RowFaulty(Invalid):
    """A row of the file is not as it must be; the field is its column."""

    code = "row_faulty"


@dataclass(frozen=True)
class _Row:
    """A row on its way through the review; ``phone`` and ``email`` as they are compared."""

    line: int
    cells: dict[str, str]
    draft: ClientDraft
    faults: tuple[Fault, ...]
    phone: str = ""
    email: str = ""

    def with_fault(self, *more: Fault) -> "_Row":
        """The row with more that is wrong; a column that is faulty already says enough."""
        known = {one.column for one in self.faults}
        return replace(self, faults=(*self.faults, *(m for m in more if m.column not in known)))


def columns(kind: ClientKind) -> tuple[ImportColumn, ...]:
    """The columns of a file of clients of ``kind`` now."""
    return rules.columns(answering.offered(kind).form)


def review(actor: Actor, wanted: ClientImport, text: str) -> ReviewedSheet:
    """All that is wrong with each row of a file, as far as it is known before it is tried.

    Raises:
        Invalid: the sheet itself; see `sheets.read`.
        Invalid, NotFound: what holds for all rows; see `creating.check_belonging`.
    """
    sheet = _sheet(wanted.kind, text)
    creating.check_belonging(actor, wanted.owner_id, wanted.participant_ids, wanted.group_id)
    found = [_row(wanted, one) for one in sheet.rows]
    for look in (_twice, _taken, _blacklisted):
        found = look(actor, found)
    found = _with_referrers(actor, found)
    known = {one.key for one in columns(wanted.kind)}
    rows = (ReviewedRow(one.line, one.cells, one.faults) for one in found)
    return reviewed(sheet.columns, known, rows)


def start(actor: Actor, wanted: ClientImport, text: str, command: Command) -> Job:
    """Bring in the clients of a file in the background, each row once; faulty ones are refused.

    Raises:
        What `review` raises.
    """
    sheet = _sheet(wanted.kind, text)
    creating.check_belonging(actor, wanted.owner_id, wanted.participant_ids, wanted.group_id)
    known = tuple(one.key for one in columns(wanted.kind) if one.key in sheet.columns)
    return jobs.start_with_rows(actor, Order(clients=wanted), known, sheet.rows, command)


def create_row(unit: Unit, wanted: ClientImport, cells: Mapping[str, str]) -> Client:
    """Bring in the client of one row, in ``unit``.

    Raises:
        RowFaulty: with the code of what is wrong. What `creating.create` raises.
    """
    form = answering.offered(wanted.kind).form
    draft = rules.draft(wanted, form, cells)
    for one in rules.faults(draft, form, unit.now.date()):
        raise RowFaulty(code=one.code, field=one.column, **one.facts)
    return creating.create_in(unit, draft)


def _sheet(kind: ClientKind, text: str) -> Sheet:
    return sheets.read(text, MAX_ROWS, (one.key for one in columns(kind) if one.required))


def _row(wanted: ClientImport, row: SheetRow) -> _Row:
    form = answering.offered(wanted.kind).form
    draft = rules.draft(wanted, form, row.cells)
    faults = rules.faults(draft, form, ports.now().date())
    known = {column.key for column in rules.columns(form)}
    cells = {name: text for name, text in row.cells.items() if name in known}
    found = _Row(row.line, cells, draft, faults)
    faulty = {one.column for one in faults}
    if "phone" not in faulty:
        found = replace(found, phone=international(draft.phone, field="phone"))
    if "email" in faulty:
        return found
    try:
        return replace(found, email=identity.normal_address(draft.email))
    except Invalid as refusal:
        return found.with_fault(Fault("email", refusal.code))


_Named = Callable[[_Row], str]
_UNIQUE: dict[str, _Named] = {
    "email": lambda row: row.email,
    "phone": lambda row: row.phone,
    "id": lambda row: row.draft.id,
    "referral_code": lambda row: written_code(row.draft.referral_code),
}


def _twice(_actor: Actor, found: list[_Row]) -> list[_Row]:
    """What an earlier row of the same file has already."""
    seen: dict[tuple[str, str], int] = {}
    looked: list[_Row] = []
    for row in found:
        judged = row
        for column, named in _UNIQUE.items():
            value = named(row)
            line = seen.setdefault((column, value), row.line)
            if value and line != row.line:
                judged = judged.with_fault(twice(column, line))
        looked.append(judged)
    return looked


def _taken(_actor: Actor, found: list[_Row]) -> list[_Row]:
    """What a client has already; and a referral code that some client had."""
    codes = [written_code(one.draft.referral_code) for one in found if one.draft.referral_code]
    taken: dict[str, Iterable[str]] = {
        "email": identity.holders(Realm.CLIENT, [one.email for one in found if one.email]),
        "phone": claims.ids_of_phones(one.phone for one in found if one.phone),
        "id": {one.id for one in store.find_many({row.draft.id for row in found if row.draft.id})},
        "referral_code": claims.claimed_codes(codes),
    }
    names = {"id": "client_id_taken"}
    return [
        row.with_fault(
            *(
                Fault(column, names.get(column, f"{column}_taken"))
                for column, holders in taken.items()
                if (value := _UNIQUE[column](row)) and value in holders
            )
        )
        for row in found
    ]


def _blacklisted(_actor: Actor, found: list[_Row]) -> list[_Row]:
    """Whom the broker will not take."""
    traits = [
        blacklist.traits_of(one.email, one.phone, one.draft.nationality, _answered(one.draft))
        for one in found
    ]
    blocked = blacklist.blocking(traits)
    return [
        row.with_fault(Fault(column, "blacklisted")) if (column := blocked.get(place)) else row
        for place, row in enumerate(found)
    ]


def _answered(draft: ClientDraft) -> Answered:
    version = answering.offered(draft.kind).version
    return Answered("", draft.kind, version, ports.now(), draft.answers)


def _with_referrers(actor: Actor, found: list[_Row]) -> list[_Row]:
    """Who is named as a referrer: a client in scope who is active, or one of an earlier row."""
    named = {one.draft.referrer for one in found if one.draft.referrer}
    by_code = claims.ids_of_codes(written_code(one) for one in named)
    clients = {one.id: one for one in store.find_many({*named, *by_code.values()})}
    earlier: set[str] = set()
    looked = []
    for row in found:
        name = row.draft.referrer
        known = clients.get(name) or clients.get(by_code.get(written_code(name), ""))
        looked.append(row.with_fault(*_referrer_faults(actor, name, known, earlier)))
        earlier |= {row.draft.id, written_code(row.draft.referral_code)} - {""}
    return looked


def _referrer_faults(
    actor: Actor, named: str, known: Client | None, earlier: set[str]
) -> Iterable[Fault]:
    if not named or named in earlier or written_code(named) in earlier:
        return
    if known is None or not reading.may_see(actor, known):
        yield Fault("referrer", "referrer_unknown")
    elif not known.is_active:
        yield Fault("referrer", "referrer_not_active")

"""What a run came to with the names of those whom it is about, for the staff who look at it."""

from collections.abc import Iterable

from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.partners.model.runs import RunKind, RunRow, RunSum, Skipped, Subject
from chalicelib.partners.service import runs


@dataclass(frozen=True)
class NamedSum:
    """A sum, and the name of the broker that it is of; empty of a symbol group."""

    sum: RunSum
    name: str


@dataclass(frozen=True)
class NamedRow:
    """A deal, and the names by id of its trader and of the brokers above."""

    row: RunRow
    names: dict[str, str]


def sums(
    actor: Actor, kind: RunKind, run_id: str, subject: Subject, request: PageRequest
) -> Page[NamedSum]:
    """See `runs.sums`."""
    read = runs.sums(actor, kind, run_id, subject, request)
    is_named = subject is Subject.RECIPIENT
    names = _names(actor, (one.subject_id for one in read.items)) if is_named else {}
    return read.map(lambda one: NamedSum(one, names.get(one.subject_id, "")))


def rows(
    actor: Actor,
    kind: RunKind,
    run_id: str,
    request: PageRequest,
    skipped: Skipped | None = None,
) -> Page[NamedRow]:
    """See `runs.rows`."""
    read = runs.rows(actor, kind, run_id, request, skipped)
    names = _names(actor, (who for one in read.items for who in _people(one)))
    return read.map(lambda one: NamedRow(one, {who: names.get(who, "") for who in _people(one)}))


def _people(row: RunRow) -> list[str]:
    return [row.client_id, *[one.recipient_id for one in (*row.changes, *row.applied)]]


def _names(actor: Actor, client_ids: Iterable[str]) -> dict[str, str]:
    wanted = {one for one in client_ids if one}
    return {one.id: one.name for one in clients.visible(actor, wanted)}

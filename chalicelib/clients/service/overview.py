"""Clients as staff see them: with the names of their owner and referrer, and how they stand.

Composed from what other capabilities know, in one question each per page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import field

from chalicelib import ports
from chalicelib.clients.model import Client, ClientFilter
from chalicelib.clients.model.groups import ClientGroup
from chalicelib.clients.rules import listing
from chalicelib.clients.service import groups, reading
from chalicelib.clients.service.agreements import titles
from chalicelib.clients.store import tally
from chalicelib.consents import public as consents
from chalicelib.consents.public import GivenConsent
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity import public as identity
from chalicelib.identity.public import LoginState
from chalicelib.notifications import public as notifications
from chalicelib.notifications.public import AddressMark
from chalicelib.staff import public as staff


@dataclass(frozen=True)
class Person:
    """Somebody by id and name; both are empty for a client outside the reader's scope."""

    id: str
    name: str


@dataclass(frozen=True)
class ClientLine:
    """A client as a line of a list."""

    client: Client
    owner: Person | None
    referrer: Person | None
    login: LoginState | None
    downline_count: int
    group: ClientGroup
    participants: tuple[Person, ...]


@dataclass(frozen=True)
class ClientSheet:
    """A client in full; ``titles`` are what documents are called, by language."""

    line: ClientLine
    language: str
    consents: tuple[GivenConsent, ...] = ()
    titles: dict[str, dict[str, str]] = field(default_factory=dict)
    returned_mail: AddressMark | None = None


def listed(
    actor: Actor, wanted: ClientFilter, text: str | None, request: PageRequest
) -> Page[ClientLine]:
    """Clients in the actor's scope: those found by ``text``, or all, newest first.

    What is found by text comes as one page.
    """
    if text:
        found = reading.search(actor, text, request.limit)
        matching = [one for one in found if listing.matches(one, wanted)]
        return Page(tuple(lines(actor, matching)))
    page = reading.page(actor, wanted, request)
    return Page(tuple(lines(actor, page.items)), page.next_cursor)


def downlines(actor: Actor, client_id: str, request: PageRequest) -> Page[ClientLine]:
    """The direct downlines of a client, newest first; those outside the scope are left out.

    Raises:
        NotFound: the actor may not see ``client_id``.
    """
    page = reading.downlines(actor, client_id, request)
    visible = [one for one in page.items if reading.may_see(actor, one)]
    return Page(tuple(lines(actor, visible)), page.next_cursor)


def sheet(actor: Actor, client_id: str) -> ClientSheet:
    """One client in full.

    Raises:
        NotFound: there is none, or it is outside the actor's scope.
    """
    return sheet_of(actor, reading.client(actor, client_id))


def sheet_of(actor: Actor, client: Client) -> ClientSheet:
    """A client in full, whom the actor has just seen or changed."""
    (line,) = lines(actor, [client])
    language = identity.contact(Realm.CLIENT, client.id).language
    return ClientSheet(
        line,
        language,
        tuple(consents.given(client.id)),
        titles(),
        notifications.marked(client.id, client.email),
    )


def write_again(actor: Actor, client_id: str) -> ClientSheet:
    """Let mails go to the client's address again though some came back from there.

    Raises:
        NotFound: outside the actor's scope, or none came back.
    """
    client = reading.client(actor, client_id)
    ports.transact(actor, lambda unit: notifications.clear_mark(unit, client.id))
    return sheet_of(actor, client)


def lines(actor: Actor, clients: Sequence[Client]) -> list[ClientLine]:
    """``clients`` with what others know of them, in the same order."""
    ids = [one.id for one in clients]
    people = staff.names(_staff_of(clients))
    referrers = reading.visible_names(actor, _present(one.referrer_id for one in clients))
    logins = identity.login_states(Realm.CLIENT, ids)
    counts = tally.counts(ids)
    return [
        ClientLine(
            client=one,
            owner=_person(one.owner_id, people),
            referrer=_referrer(one.referrer_id, referrers),
            login=logins.get(one.id),
            downline_count=counts[one.id],
            group=groups.group_of(one),
            participants=tuple(Person(id_, people.get(id_, "")) for id_ in one.participant_ids),
        )
        for one in clients
    ]


def _staff_of(clients: Sequence[Client]) -> set[str]:
    followers = {staff_id for one in clients for staff_id in one.participant_ids}
    return _present(one.owner_id for one in clients) | followers


def _referrer(client_id: str | None, visible: dict[str, str]) -> Person | None:
    """The referrer; that there is one, but not who, when they are outside the scope."""
    if client_id is not None and client_id not in visible:
        return Person("", "")
    return _person(client_id, visible)


def _present(ids: Iterable[str | None]) -> set[str]:
    return {one for one in ids if one is not None}


def _person(subject_id: str | None, names: dict[str, str]) -> Person | None:
    return None if subject_id is None else Person(subject_id, names.get(subject_id, ""))

"""Changing whom a client belongs to, what they are, and their tags; each on the record.

The functions that take a `Unit` are for many clients in turn; what they cannot do they refuse.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import rules, store
from chalicelib.clients.model import Client, ClientFilter, ClientStatus
from chalicelib.clients.model.changes import Assignment, Tagging
from chalicelib.clients.model.groups import GROUPS
from chalicelib.clients.model.tags import PUBLIC_TAGS
from chalicelib.clients.rules import tags as tag_rules
from chalicelib.clients.service import becoming, reading
from chalicelib.core.actor import Actor, Scope
from chalicelib.core.consent import Consent
from chalicelib.core.errors import Conflict, NotFound
from chalicelib.core.paging import PageRequest
from chalicelib.messages.clients import ClientReassigned
from chalicelib.settings import public as settings
from chalicelib.staff import public as staff
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit

_TOLD_ELSEWHERE = frozenset({"consents"})


def assign(actor: Actor, client_id: str, wanted: Assignment) -> Client:
    """Change whom the client belongs to and what they are.

    Raises:
        NotFound: the client, a member of staff or the group. Conflict: ``client_not_active``.
        Invalid: ``participants_too_many``.
    """
    return ports.transact(actor, lambda unit: assign_in(unit, client_id, wanted))


def assign_in(unit: Unit, client_id: str, wanted: Assignment) -> Client:
    """See `assign`; in ``unit``, by its actor."""
    before = changeable(unit.actor, client_id)
    after = replace(
        before,
        owner_id=before.owner_id if wanted.owner_id is None else wanted.owner_id or None,
        participant_ids=rules.participants(before, wanted),
        group_id=before.group_id if wanted.group_id is None else wanted.group_id,
        kind=before.kind if wanted.kind is None else wanted.kind,
    )
    known = (before.owner_id, *before.participant_ids)
    check_staff(one for one in (after.owner_id, *after.participant_ids) if one not in known)
    if after.group_id != before.group_id:
        check_group(after.group_id)
    return _stored(unit, "client_assigned", before, after)


def check_staff(named: Iterable[str | None]) -> None:
    """Refuse members of staff who do not exist or have left; None stands for nobody.

    Raises:
        NotFound: ``staff``.
    """
    wanted = {one for one in named if one}
    if wanted - staff.present(wanted):
        raise NotFound(what="staff")


def check_owns_nobody(staff_id: str) -> None:
    """Refuse to let a member of staff go who owns clients.

    Raises:
        Conflict: ``owns_clients``.
    """
    if store.page(Scope(owner_ids=frozenset({staff_id})), ClientFilter(), PageRequest(1)).items:
        raise Conflict("hand their clients over first", code="owns_clients")


def check_group(group_id: str) -> None:
    """Refuse a group that does not exist; the empty text is the default one.

    Raises:
        NotFound: ``group``.
    """
    if group_id not in {"", *(one.id for one in settings.value(GROUPS))}:
        raise NotFound(what="group", field="group_id")


def tag(actor: Actor, client_id: str, wanted: Tagging) -> Client:
    """Change the tags of a client.

    Raises:
        NotFound. Conflict: ``client_not_active``. Invalid: ``tag_unknown``, ``tag_twice``,
            ``tags_too_many``.
    """
    return ports.transact(actor, lambda unit: tag_in(unit, client_id, wanted))


def tag_in(unit: Unit, client_id: str, wanted: Tagging) -> Client:
    """See `tag`; in ``unit``, by its actor."""
    before = changeable(unit.actor, client_id)
    after = tag_rules.tagged(before, wanted, settings.value(PUBLIC_TAGS))
    return _stored(unit, "client_tagged", before, after)


def changeable(actor: Actor, client_id: str) -> Client:
    """The client, if ``actor`` may see them and they have not left.

    Raises:
        NotFound. Conflict: ``client_not_active`` with the ``status``.
    """
    client = reading.client(actor, client_id)
    if client.status in (ClientStatus.DELETED, ClientStatus.REJECTED):
        raise Conflict("this client has left", code="client_not_active", status=client.status.value)
    return client


def upgrade(unit: Unit, client: Client, accepted: tuple[Consent, ...]) -> Client:
    """Make an introducing broker of a client, in the unit that decides it.

    ``accepted`` are the consents given in asking for it. Everything else of the client stays.
    """
    return _stored(unit, "client_upgraded", client, becoming.as_ib(client, accepted))


def _stored(unit: Unit, action: str, before: Client, after: Client) -> Client:
    """Store and record what differs; without a difference there is nothing to do."""
    names = [name for name, value in vars(after).items() if getattr(before, name) != value]
    if not names:
        return before
    audit.record(
        unit,
        action,
        "client",
        before.id,
        client_id=before.id,
        before=_facts(before, names),
        after=_facts(after, names),
    )
    _tell(unit, before, after)
    becoming.follow(unit, before, after)
    return store.change(unit, before, after)


def _tell(unit: Unit, before: Client, after: Client) -> None:
    owned = (after.owner_id, after.participant_ids)
    if owned != (before.owner_id, before.participant_ids):
        unit.publish(ClientReassigned(client_id=after.id, owner_id=after.owner_id))


def _facts(client: Client, names: Iterable[str]) -> dict[str, object]:
    values = {name: getattr(client, name) for name in names if name not in _TOLD_ELSEWHERE}
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}

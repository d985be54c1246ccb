"""The blacklist: who is on it, who puts them there, and whom it keeps out.

A person who is kept out hears `ServiceError` and nothing more; staff hear which entry it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from chalicelib import ports
from chalicelib.clients.model import Client
from chalicelib.clients.model.answers import REGISTRATION_FORMS, Answered
from chalicelib.clients.model.blacklist import (
    Blacklisted,
    BlacklistKey,
    ContactOfClient,
    Entry,
    EntryDraft,
    ServiceError,
    Traits,
)
from chalicelib.clients.rules import blacklist as rules
from chalicelib.clients.service.discretion import may_find_entry
from chalicelib.clients.store import answers as answers_store
from chalicelib.clients.store import blacklist as entries
from chalicelib.clients.store import claims
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.paging import Page, PageRequest
from chalicelib.identity import public as identity
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_FOUND_AT_MOST = 100


def refuse_registration(actor: Actor, traits: Traits) -> None:
    """Keep a blacklisted person from becoming a client.

    Raises:
        ServiceError: nothing more is said to whoever registers.
        Blacklisted: said to staff who create a client, with the ``key`` and the ``reason``.
    """
    _refuse(actor, [one for one in _matching(traits) if one.blocks_registration])


def refuse_account(actor: Actor, client: Client, *given: Answered) -> None:
    """Keep a client who is blacklisted from opening trading accounts.

    ``given`` are answers of a newcomer that are not stored yet.

    Raises:
        ServiceError: said to the client. Blacklisted: said to staff.
    """
    answered = (*answers_store.answered(client.id).values(), *given)
    _refuse(actor, [one for one in _matching(traits(client, *answered)) if one.blocks_accounts])


def listed(actor: Actor, text: str | None, request: PageRequest) -> Page[Entry]:
    """All entries, newest first, or as one page those with a word that begins like ``text``.

    By a value that is veiled for the actor nothing is found.
    """
    if text:
        found = entries.search(text, _FOUND_AT_MOST)
        return Page(tuple(one for one in found if may_find_entry(actor.veil, one, text)))
    return entries.page(request)


def add(actor: Actor, draft: EntryDraft, command: Command) -> Entry:
    """Put somebody on the list.

    Raises:
        Invalid: ``blacklist_value_invalid``, ``phone_invalid``, ``nationality_unknown``.
        ContactOfClient: a client has this address or number. EntryExists.
    """

    def work(unit: Unit) -> Entry:
        made = enter(unit, draft)
        command.settle(unit, made)
        return made

    return ports.transact(actor, work)


def enter(unit: Unit, draft: EntryDraft) -> Entry:
    """Put somebody on the list, in ``unit``; as `add`."""
    fit = replace(draft, value=rules.blacklist_value(draft.key, draft.value))
    _refuse_clients(fit)
    made = entries.add(
        unit,
        Entry(
            id=unit.ids.new("blk", unit.now),
            key=fit.key,
            value=fit.value,
            reason=fit.reason,
            by_id=unit.actor.id,
            by_name=unit.actor.name,
            at=unit.now,
            name=fit.name,
            note=fit.note,
            blocks_registration=fit.blocks_registration,
            blocks_accounts=fit.blocks_accounts,
        ),
    )
    audit.record(unit, "blacklist_added", "blacklist", made.id, after=_facts(made))
    return made


def remove(actor: Actor, entry_id: str) -> None:
    """Take somebody off the list.

    Raises:
        NotFound: there is no such entry.
    """

    def work(unit: Unit) -> None:
        found = entries.entry(entry_id)
        entries.remove(unit, found)
        audit.record(unit, "blacklist_removed", "blacklist", found.id, before=_facts(found))

    ports.transact(actor, work)


def _facts(entry: Entry) -> dict[str, str | bool]:
    """What the audit log keeps; the value under a name by which it can be veiled."""
    names = {BlacklistKey.IDENTITY: "identity_number"}
    return {
        "key": entry.key.value,
        names.get(entry.key, entry.key.value): entry.value,
        "reason": entry.reason.value,
        "blocks_registration": entry.blocks_registration,
        "blocks_accounts": entry.blocks_accounts,
    }


def _refuse_clients(draft: EntryDraft) -> None:
    """An existing client cannot be blacklisted by their address or number."""
    taken = (
        draft.key is BlacklistKey.EMAIL and identity.holder(Realm.CLIENT, draft.value) is not None
    ) or (draft.key is BlacklistKey.PHONE and claims.has_phone(draft.value))
    if taken:
        raise ContactOfClient("suspend the client instead", field="value")


def _refuse(actor: Actor, found: list[Entry]) -> None:
    if not found:
        return
    if actor.realm is Realm.STAFF:
        first = found[0]
        raise Blacklisted(
            "on the blacklist", field=first.key.value, key=first.key.value, why=first.reason.value
        )
    raise ServiceError("unknown service error")


def traits(client: Client, *answered: Answered) -> Traits:
    """By what ``client``, who answered so, could be on the list."""
    return traits_of(client.email, client.phone, client.nationality, *answered)


def traits_of(email: str, phone: str, nationality: str, *answered: Answered) -> Traits:
    """By what somebody, who answered so, could be on the list; empty texts are not known."""
    numbers = [
        number
        for one in answered
        for number in rules.identities(
            settings.of_version(REGISTRATION_FORMS[one.kind], one.form_version), one.answers
        )
    ]
    return Traits(email, phone, nationality, tuple(numbers))


def blocking(many: Sequence[Traits]) -> dict[int, str]:
    """Who of many may not become a client: their place, with the key of the entry."""
    pairs = [_pairs(one) for one in many]
    listed = {
        (one.key, one.value): one
        for one in entries.matching(dict.fromkeys(pair for some in pairs for pair in some))
        if one.blocks_registration
    }
    return {
        place: key.value
        for place, some in enumerate(pairs)
        for key, value in reversed(some)
        if (key, value) in listed
    }


def _matching(traits: Traits) -> list[Entry]:
    return entries.matching(_pairs(traits))


def _pairs(traits: Traits) -> list[tuple[BlacklistKey, str]]:
    pairs = [
        (BlacklistKey.EMAIL, traits.email.casefold()),
        (BlacklistKey.PHONE, traits.phone),
        (BlacklistKey.NATIONALITY, traits.nationality),
        *((BlacklistKey.IDENTITY, rules.identity_value(one)) for one in traits.identities),
    ]
    return [(key, value) for key, value in pairs if value]

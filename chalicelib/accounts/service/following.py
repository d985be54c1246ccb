"""Keeping accounts with whom their client belongs to: its owner and its participants."""

from dataclasses import replace
from functools import partial

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.storage.unit import Unit


def follow_client(actor: Actor, client_id: str) -> None:
    """Let every account of the client belong to whom the client belongs to now.

    What has followed before is left alone, so it may be done again at any time.
    """
    for account in store.of_client(client_id):
        ports.transact(actor, partial(_follow, account_id=account.id))


def _follow(unit: Unit, account_id: str) -> None:
    before = store.find(account_id)
    if before is None:
        return
    owner = clients.owner_of(before.client_id)
    after = replace(before, owner_id=owner.owner_id, participant_ids=owner.participant_ids)
    if after != before:
        store.change(unit, before, after)

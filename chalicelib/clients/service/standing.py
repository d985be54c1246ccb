"""Where clients stand with kyc, followed so that they can be listed by it."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import store
from chalicelib.clients.model import IdentityStanding
from chalicelib.core.actor import Actor
from chalicelib.messages.kyc import StatusChanged
from chalicelib.storage.unit import Unit


def follow(actor: Actor, told: StatusChanged) -> None:
    """Note where a client stands now; what has been overtaken, or comes twice, changes nothing."""

    def work(unit: Unit) -> None:
        before = store.find(told.client_id)
        if before is None or told.revision <= before.identity_revision:
            return
        after = replace(
            before, identity=IdentityStanding(told.status), identity_revision=told.revision
        )
        store.change(unit, before, after)

    ports.transact(actor, work)

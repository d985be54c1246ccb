"""What money may do on an account: staff switch it."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.accounts import store
from chalicelib.accounts.model import Flags
from chalicelib.accounts.service import reading
from chalicelib.accounts.service.lists import AccountLine, bare
from chalicelib.core.actor import Actor
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def switch(actor: Actor, account_id: str, flags: Flags) -> AccountLine:
    """Let an account be used as ``flags`` say from now on; what is under way is checked again.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``account_unbound``.
    """

    def work(unit: Unit) -> AccountLine:
        before = reading.held_account(actor, account_id)
        if before.flags == flags:
            return bare(before)
        audit.record(
            unit,
            "account_flags_switched",
            "trading_account",
            before.id,
            client_id=before.client_id,
            before=vars(before.flags),
            after=vars(flags),
        )
        return bare(store.change(unit, before, replace(before, flags=flags)))

    return ports.transact(actor, work)

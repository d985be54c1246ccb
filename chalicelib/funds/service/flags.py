"""What a wallet may be used for: staff switch it."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.funds.model.wallets import Wallet, WalletFlags, empty_wallet
from chalicelib.funds.store import wallets
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def switch(actor: Actor, client_id: str, currency: str, flags: WalletFlags) -> Wallet:
    """Let a client's wallet be used as ``flags`` say from now on.

    Raises:
        NotFound: not a client in the actor's scope. Invalid: ``currency_unknown``.
    """
    clients.client(actor, client_id)

    def work(unit: Unit) -> Wallet:
        before = wallets.find(client_id, currency) or empty_wallet(client_id, currency)
        if before.flags == flags:
            return before
        if not before.version:
            wallets.count_new(unit, currency, 1)
        audit.record(
            unit,
            "wallet_flags_switched",
            "wallet",
            f"{client_id}:{currency}",
            client_id=client_id,
            before=vars(before.flags),
            after=vars(flags),
        )
        return wallets.save(unit, before, replace(before, flags=flags))

    return ports.transact(actor, work)

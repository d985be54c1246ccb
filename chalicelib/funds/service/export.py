"""Writing the whole ledger out, for the offline verifier and for whoever keeps a copy elsewhere."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from chalicelib import ports
from chalicelib.core.clock import iso
from chalicelib.funds.model.wallets import Wallet
from chalicelib.funds.rules.export import written
from chalicelib.funds.store import invariants, journal, register, wallets

_PAGE = 200
# What was booked before this is committed and in the register for certain.
SETTLED_AFTER = timedelta(minutes=1)


def exported() -> Iterator[str]:
    """The lines of an export: all that was booked and sealed until a minute ago."""
    cut = ports.now() - SETTLED_AFTER
    yield from _entries(cut)
    for part in register.wallet_shards():
        for wallet in wallets.at_keys([key for _, key in register.every(part)]):
            yield from _lines(wallet, cut)
    for seal in invariants.all_seals():
        if seal.sealed_at is not None and seal.sealed_at <= cut:
            yield written(seal)
            yield from map(written, invariants.chunks(seal.day))


def _entries(cut: datetime) -> Iterator[str]:
    for number in range(journal.SHARDS):
        beyond: str | None = None
        while page := register.listed(journal.part(number), beyond, _PAGE, before=iso(cut) + "~"):
            entries, _ = journal.readable([key for _, key in page])
            yield from map(written, entries)
            beyond = page[-1][0]


def _lines(wallet: Wallet, cut: datetime) -> Iterator[str]:
    at = 0
    while lines := wallets.lines_after(wallet.client_id, wallet.currency, at, _PAGE):
        yield from (written(line) for line in lines if line.at <= cut)
        at = lines[-1].sequence

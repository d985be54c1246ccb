"""A wallet row is the sum of its lines, the lines are an unbroken chain, the entries are theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chalicelib.funds.model.invariants import Finding, Pass, Rule, Slice
from chalicelib.funds.model.wallets import Wallet, WalletLine, empty_wallet
from chalicelib.funds.rules import chain
from chalicelib.funds.store import journal, register, wallets

PAGE = 25
_LINES = 500


def parts() -> list[str]:
    """The parts of the register of wallets, a task each."""
    return register.wallet_shards()


def check(state: Pass, part: str) -> Slice:
    """Follow the chains of the next wallets of ``part``."""
    page = register.listed(part, state.place, PAGE)
    found = wallets.at_keys([key for _, key in page])
    findings = tuple(finding for wallet in found for finding in _faults(wallet))
    after = replace(
        state,
        place=page[-1][0] if page else state.place,
        examined=state.examined + len(page),
    )
    return Slice(after, findings, task_is_done=len(page) < PAGE)


def _faults(row: Wallet) -> Iterator[Finding]:
    wallet = replace(empty_wallet(row.client_id, row.currency), flags=row.flags)
    subject = f"{row.client_id}:{row.currency}"
    while wallet.sequence < row.sequence:
        wanted = min(_LINES, row.sequence - wallet.sequence)
        lines = wallets.lines_after(row.client_id, row.currency, wallet.sequence, wanted)
        if not lines:
            break
        wallet, broken = chain.broken_links(lines, wallet)
        for one in broken:
            yield Finding(
                Rule.CHAIN_INTACT,
                f"{subject}:{one.sequence}:{one.problem}",
                one.expected,
                one.found,
            )
        yield from _foreign_entries(subject, lines)
    if wallet.head != row.head:
        yield Finding(Rule.WALLET_EQUALS_LINES, subject, wallet.head, row.head)


def _foreign_entries(subject: str, lines: Sequence[WalletLine]) -> Iterator[Finding]:
    """Lines whose entry is gone, or is not the one that they were written for."""
    entries = journal.many(dict.fromkeys(line.entry_id for line in lines))
    for line in lines:
        entry = entries.get(line.entry_id)
        digest = chain.entry_digest(entry) if entry else "no such entry"
        if digest != line.entry_digest:
            yield Finding(
                Rule.CHAIN_INTACT,
                f"{subject}:{line.sequence}:entry",
                line.entry_digest,
                digest,
            )

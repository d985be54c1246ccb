"""The wallet chain: what an entry does to a wallet, and the proof that nothing changed since.

Every line's hash is SHA-256 over the canonical JSON (sorted members, no blanks, ASCII) of its own
content with the hash of the line before. `broken_links` needs nothing but the lines, so that the
offline verifier can use it.
"""

from collections.abc import Iterable
from dataclasses import replace

from chalicelib.core.canonical import digest
from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import AccountKind, Entry, Posting
from chalicelib.funds.model.wallets import (
    GENESIS,
    Bucket,
    InsufficientFunds,
    Wallet,
    WalletLine,
)


@dataclass(frozen=True)
class Broken:
    """A line that is not what it was, or a gap; ``expected`` and ``found`` say how."""

    sequence: int
    problem: str
    expected: str
    found: str


def entry_digest(entry: Entry) -> str:
    """What fixes an entry: the hash of all it says."""
    rate = entry.rate
    content = {
        "id": entry.id,
        "kind": entry.kind.value,
        "at": iso(entry.at),
        "cause": [entry.cause.type.value, entry.cause.id],
        "actor": entry.actor,
        "memo": entry.memo,
        "postings": [
            [posting.account.code, posting.amount.minor, posting.amount.currency]
            for posting in entry.postings
        ],
        "rate": rate and [rate.source, rate.target, str(rate.rate), rate.origin, iso(rate.at)],
        "facts": entry.facts,
    }
    return digest(content)


def line_hash(line: WalletLine) -> str:
    """The hash that ``line`` must carry."""
    content = {
        "client_id": line.client_id,
        "currency": line.currency,
        "sequence": line.sequence,
        "entry_id": line.entry_id,
        "kind": line.kind.value,
        "at": iso(line.at),
        "cause": [line.cause.type.value, line.cause.id],
        "memo": line.memo,
        "bucket": line.bucket.value,
        "amount": line.amount.minor,
        "available_after": line.available_after.minor,
        "held_after": line.held_after.minor,
        "entry_digest": line.entry_digest,
        "previous_hash": line.previous_hash,
    }
    return digest(content)


def applied(
    wallet: Wallet, entry: Entry, postings: Iterable[Posting]
) -> tuple[Wallet, tuple[WalletLine, ...]]:
    """``wallet`` after ``postings`` of ``entry`` that concern it, and the lines to be written.

    Raises:
        InsufficientFunds: a side would be below zero.
    """
    fixed, lines = entry_digest(entry), []
    for bucket, amount in _by_bucket(postings).items():
        wallet = _moved(wallet, bucket, amount)
        line = WalletLine(
            client_id=wallet.client_id,
            currency=wallet.currency,
            sequence=wallet.sequence,
            entry_id=entry.id,
            kind=entry.kind,
            at=entry.at,
            cause=entry.cause,
            memo=entry.memo,
            bucket=bucket,
            amount=amount,
            available_after=wallet.available,
            held_after=wallet.held,
            entry_digest=fixed,
            previous_hash=wallet.chain_hash,
        )
        lines.append(replace(line, hash=line_hash(line)))
        wallet = replace(wallet, chain_hash=lines[-1].hash)
    return wallet, tuple(lines)


def _by_bucket(postings: Iterable[Posting]) -> dict[Bucket, Money]:
    """One amount per side, available first; sides that come out even are left out."""
    amounts: dict[Bucket, Money] = {}
    for posting in postings:
        is_held = posting.account.kind is AccountKind.HELD
        bucket = Bucket.HELD if is_held else Bucket.AVAILABLE
        before = amounts.get(bucket, Money.zero(posting.amount.currency))
        amounts[bucket] = before + posting.amount
    return {
        bucket: amounts[bucket] for bucket in Bucket if bucket in amounts and amounts[bucket].minor
    }


def _moved(wallet: Wallet, bucket: Bucket, amount: Money) -> Wallet:
    """``wallet`` one line further."""
    is_held = bucket is Bucket.HELD
    before = wallet.held if is_held else wallet.available
    after = before + amount
    if after.minor < 0:
        raise InsufficientFunds(
            "the wallet has less than that",
            field="amount",
            currency=wallet.currency,
            available=str(before),
            asked=str(-amount),
            missing=str(-after),
        )
    sequence = wallet.sequence + 1
    if is_held:
        return replace(wallet, held=after, sequence=sequence)
    return replace(wallet, available=after, sequence=sequence)


def broken_links(lines: Iterable[WalletLine], start: Wallet) -> tuple[Wallet, tuple[Broken, ...]]:
    """Follow ``lines`` (oldest first) from ``start``: where they lead, and where they do not hold.

    ``start`` is the wallet as it was before the first of them; after the last one the result must
    equal the wallet row.
    """
    wallet, found = start, []
    for line in lines:
        found.extend(_faults(line, wallet))
        wallet = replace(
            wallet,
            sequence=line.sequence,
            chain_hash=line.hash,
            available=line.available_after,
            held=line.held_after,
        )
    return wallet, tuple(found)


def _faults(line: WalletLine, before: Wallet) -> list[Broken]:
    is_held = line.bucket is Bucket.HELD
    available = before.available if is_held else before.available + line.amount
    held = before.held + line.amount if is_held else before.held
    checks = (
        ("sequence", str(before.sequence + 1), str(line.sequence)),
        ("previous_hash", before.chain_hash or GENESIS, line.previous_hash),
        ("hash", line_hash(line), line.hash),
        ("available", str(available), str(line.available_after)),
        ("held", str(held), str(line.held_after)),
    )
    return [
        Broken(line.sequence, problem, expected, found)
        for problem, expected, found in checks
        if expected != found
    ]

"""The export of the ledger, and the proof of it that needs nothing but the file. Pure.

An export is JSON lines: every entry, every wallet line, every seal with its parts. `verified`
recomputes all hashes and balances from them; whoever has kept an earlier seal elsewhere can see
that nothing before it was changed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from chalicelib.funds.model.invariants import Seal, SealChunk
from chalicelib.funds.model.ledger import Entry
from chalicelib.funds.model.wallets import GENESIS, Wallet, WalletLine, empty_wallet
from chalicelib.funds.rules import chain
from chalicelib.funds.rules.seals import chunk_hash, seal_hash

Noun = Entry | WalletLine | Seal | SealChunk
_KINDS: dict[str, type[Any]] = {
    "entry": Entry,
    "line": WalletLine,
    "seal": Seal,
    "seal_part": SealChunk,
}
_NAMES = {noun: kind for kind, noun in _KINDS.items()}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(_KINDS[kind])


def written(noun: Noun) -> str:
    """One line of an export."""
    kind = _NAMES[type(noun)]
    body = {"type": kind, kind: _adapter(kind).dump_python(noun, mode="json")}
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


@dataclass
class Verdict:
    """What an export holds and what is wrong with it; without ``problems`` it is proven."""

    entries: int = 0
    lines: int = 0
    wallets: int = 0
    seals: int = 0
    last_seal: str = ""
    problems: list[str] = field(default_factory=list)


@dataclass
class _Books:
    """An export in memory."""

    entries: dict[str, Entry] = field(default_factory=dict)
    lines: dict[tuple[str, str], dict[int, WalletLine]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    seals: dict[str, Seal] = field(default_factory=dict)
    parts: dict[str, list[SealChunk]] = field(default_factory=lambda: defaultdict(list))

    def add(self, noun: Noun) -> None:
        """Put one noun in its place."""
        match noun:
            case Entry():
                self.entries[noun.id] = noun
            case WalletLine():
                self.lines[noun.client_id, noun.currency][noun.sequence] = noun
            case Seal():
                self.seals[noun.day] = noun
            case SealChunk():
                self.parts[noun.day].append(noun)


def verified(text: Iterable[str]) -> Verdict:
    """What the export in ``text`` proves: entries balance, chains are whole, seals are right."""
    verdict, books = Verdict(), _Books()
    for number, line in enumerate(text, start=1):
        if line.strip():
            _read(line, number, books, verdict)
    verdict.entries = len(books.entries)
    verdict.lines = sum(len(lines) for lines in books.lines.values())
    verdict.wallets = len(books.lines)
    verdict.seals = len(books.seals)
    for whose, lines in books.lines.items():
        _follow(whose, [lines[number] for number in sorted(lines)], books, verdict)
    _every_place_is_filled(books, verdict)
    _seals_hold(books, verdict)
    return verdict


def _read(line: str, number: int, books: _Books, verdict: Verdict) -> None:
    try:
        body = json.loads(line)
        kind = body["type"]
        books.add(_adapter(kind).validate_python(body[kind]))
    except (ValidationError, ValueError, KeyError, TypeError) as fault:
        verdict.problems.append(f"line {number} of the file: {fault}")


def _follow(
    whose: tuple[str, str], lines: list[WalletLine], books: _Books, verdict: Verdict
) -> None:
    """Walk one wallet's chain from its beginning."""
    name = ":".join(whose)
    end, broken = chain.broken_links(lines, empty_wallet(*whose))
    verdict.problems += [
        f"wallet {name}, line {one.sequence}: {one.problem} is {one.found}, not {one.expected}"
        for one in broken
    ]
    if end.available.minor < 0 or end.held.minor < 0:
        verdict.problems.append(f"wallet {name} ends below zero")
    for line in lines:
        entry = books.entries.get(line.entry_id)
        if entry is None:
            verdict.problems.append(f"wallet {name}, line {line.sequence}: its entry is missing")
        elif chain.entry_digest(entry) != line.entry_digest:
            verdict.problems.append(f"entry {entry.id} is not what its wallet line was made for")


def _every_place_is_filled(books: _Books, verdict: Verdict) -> None:
    """Every line that an entry speaks of must be there."""
    for entry in books.entries.values():
        for ref in entry.lines:
            there = books.lines.get((ref.client_id, ref.currency), {})
            verdict.problems += [
                f"entry {entry.id}: line {number} of {ref.client_id}:{ref.currency} is missing"
                for number in range(ref.first, ref.last + 1)
                if number not in there
            ]


def _seals_hold(books: _Books, verdict: Verdict) -> None:
    """Each seal is made of its parts and of the seal before, its heads of the chains."""
    for day in books.parts.keys() - books.seals.keys():
        verdict.problems.append(f"there are parts of a seal of {day} without the seal")
    previous = GENESIS
    for day in sorted(books.seals):
        seal = books.seals[day]
        parts = sorted(books.parts[day], key=lambda one: one.number)
        hashes = tuple(chunk_hash(part.heads) for part in parts)
        if hashes != seal.chunks or seal_hash(day, seal.previous, hashes) != seal.hash:
            verdict.problems.append(f"seal of {day} is not made of its parts")
        if seal.previous != previous:
            verdict.problems.append(f"seal of {day} does not follow the one before")
        for head in (head for part in parts for head in part.heads):
            _head_holds(day, head, books, verdict)
        previous = verdict.last_seal = seal.hash


def _head_holds(day: str, head: str, books: _Books, verdict: Verdict) -> None:
    client_id, currency, sequence, *_ = head.split(":")
    at = books.lines.get((client_id, currency), {}).get(int(sequence))
    expected = _head_after(at) if at else empty_wallet(client_id, currency).head
    if expected != head:
        verdict.problems.append(f"seal of {day}: {client_id}:{currency} was {head}, is {expected}")


def _head_after(line: WalletLine) -> str:
    return Wallet(
        line.client_id,
        line.currency,
        line.available_after,
        line.held_after,
        line.sequence,
        line.hash,
    ).head

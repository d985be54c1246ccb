"""The audit chain: each audit record's link carries the hash of the link before. Pure.

What names a client stands in that digest as a salted digest of its own (the *seal*), so that it can
be erased and the chain still holds. A record that was erased must be of a client whose deletion is
in the chain too.

A link fixes a record by the digest of all it says, at a place (``sequence``, from 1 without gaps).
Whoever has kept a head (the last sequence and its hash) can prove later that nothing up to it was
altered, removed or put in between. `verified` does so from an export alone: one JSON line per
record with its link, in their order, and the head at the end.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass as mutable
from dataclasses import field, replace
from datetime import datetime
from typing import Any

from chalicelib.core.audit_seal import DELETED, Item, client_of, committed, erased, is_erased
from chalicelib.core.canonical import canonical, digest
from chalicelib.core.clock import iso, parse_iso
from chalicelib.core.nouns import dataclass

GENESIS = "0" * 64
_NOT_SAID = ("pk", "sk", "noun", "version")


@dataclass(frozen=True)
class Head:
    """Where the chain ends: how many links it has, and the hash of the last."""

    sequence: int = 0
    hash: str = GENESIS
    version: int = 0


@dataclass(frozen=True)
class Link:
    """One record's place in the chain."""

    sequence: int
    record_id: str
    record_digest: str
    linked_at: datetime
    previous_hash: str
    hash: str = ""
    version: int = 0


@dataclass(frozen=True)
class Fault:
    """What does not hold at one place, and which record stands there."""

    sequence: int
    record_id: str
    problem: str


def content(item: Item) -> Item:
    """What a stored record says: its item without keys, indexes and what the store adds."""
    return {
        name: value
        for name, value in item.items()
        if value is not None and name not in _NOT_SAID and not name.startswith("by_")
    }


def link_hash(link: Link) -> str:
    """The hash that ``link`` must carry."""
    return digest(
        {
            "sequence": link.sequence,
            "record_id": link.record_id,
            "record_digest": link.record_digest,
            "linked_at": iso(link.linked_at),
            "previous_hash": link.previous_hash,
        }
    )


def extended(head: Head, records: Iterable[Item], now: datetime) -> tuple[Head, tuple[Link, ...]]:
    """The links of ``records`` (stored items) that follow ``head``, and the head they make."""
    links: list[Link] = []
    for item in records:
        link = Link(head.sequence + 1, item["id"], digest(committed(content(item))), now, head.hash)
        links.append(replace(link, hash=link_hash(link)))
        head = replace(head, sequence=link.sequence, hash=links[-1].hash)
    return head, tuple(links)


def fault_of(before: Head, link: Link, record: Item | None) -> Fault | None:
    """What is wrong with ``link`` as the one after ``before``, or with its record, or None."""
    problem = _problem(before, link, record)
    place = before.sequence + 1 if problem == "link_altered" else link.sequence
    return Fault(place, link.record_id, problem) if problem else None


def _problem(before: Head, link: Link, record: Item | None) -> str:
    if link.hash != link_hash(link):
        return "link_altered"
    if link.sequence != before.sequence + 1:
        return "link_missing_before"
    if link.previous_hash != before.hash:
        return "does_not_follow"
    if record is None:
        return "record_missing"
    said = content(record)
    if digest(committed(said)) != link.record_digest or record.get("id") != link.record_id:
        return "record_altered"
    if is_erased(said) and erased(said) != said:
        return "record_altered"
    return ""


def past(before: Head, link: Link, fault: Fault | None) -> Head:
    """The chain's end after ``link``; an altered one counts as one, whatever it says."""
    altered = fault is not None and fault.problem == "link_altered"
    return Head(before.sequence + 1 if altered else link.sequence, link.hash)


def written(link: Link, record: Item | None) -> str:
    """One line of an export."""
    body = {
        "sequence": link.sequence,
        "record_id": link.record_id,
        "record_digest": link.record_digest,
        "linked_at": iso(link.linked_at),
        "previous_hash": link.previous_hash,
        "hash": link.hash,
    }
    said = None if record is None else content(record)
    return canonical({"type": "audit", "link": body, "record": said}).decode()


def written_head(head: Head) -> str:
    """The last line of an export."""
    body = {"type": "audit_head", "sequence": head.sequence, "hash": head.hash}
    return canonical(body).decode()


@mutable
class Verdict:
    """What an export of the chain holds; without ``faults`` it is proven up to ``head``.

    The first of ``faults`` names the first record altered. ``kept`` tells whether a head kept
    elsewhere was passed; None when none was given.
    """

    records: int = 0
    head: Head = field(default_factory=Head)
    faults: list[Fault] = field(default_factory=list)
    kept: bool | None = None
    erased_clients: dict[str, list[Fault]] = field(default_factory=dict)
    deleted_clients: set[str] = field(default_factory=set)


def verified(lines: Iterable[str], kept: Head | None = None) -> Verdict:
    """What the export in ``lines`` proves; ``kept`` is a head that was put by earlier."""
    verdict = Verdict(kept=None if kept is None else kept.sequence == 0)
    closed = False
    for number, line in enumerate(lines, start=1):
        text = line.removesuffix("\n")
        body = None if closed else _read(text)
        if body is None:
            said = "line_after_the_end" if closed else "line_unreadable"
            verdict.faults.append(Fault(verdict.head.sequence + 1, f"line {number}", said))
        elif body["type"] == "audit_head":
            closed = True
            _close(body, verdict)
        else:
            _follow(body, verdict, kept)
    if not closed:
        verdict.faults.append(Fault(verdict.head.sequence + 1, "", "end_missing"))
    for client_id, records in verdict.erased_clients.items():
        if client_id not in verdict.deleted_clients:
            verdict.faults.extend(records)
    return verdict


def _read(text: str) -> Item | None:
    """The line's content, if it is written in the one way it can be and says what it must."""
    try:
        body: Item = json.loads(text)
        if canonical(body).decode() != text:
            return None
        if body["type"] == "audit_head":
            return body if isinstance(body["sequence"], int) else None
        return body if body["type"] == "audit" and _link(body["link"]) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _link(body: Item) -> Link:
    """The link that ``body`` says.

    Raises:
        KeyError, TypeError, ValueError: it says no link.
    """
    texts = ("record_id", "record_digest", "linked_at", "previous_hash", "hash")
    if body.keys() != {"sequence", *texts} or not isinstance(body["sequence"], int):
        raise ValueError("no link")
    if not all(isinstance(body[name], str) for name in texts):
        raise TypeError("no link")
    return Link(**{**body, "linked_at": parse_iso(body["linked_at"])})


def _follow(body: Item, verdict: Verdict, kept: Head | None) -> None:
    link = _link(body["link"])
    try:
        fault = fault_of(verdict.head, link, body.get("record"))
    except (KeyError, ValueError, TypeError):
        fault = Fault(link.sequence, link.record_id, "record_altered")
    if fault is not None:
        verdict.faults.append(fault)
    _note_erasure(body.get("record"), link, verdict)
    verdict.head = past(verdict.head, link, fault)
    verdict.records += 1
    if kept is not None and kept.sequence == link.sequence:
        verdict.kept = kept.hash == link.hash


def _note_erasure(record: Any, link: Link, verdict: Verdict) -> None:
    """Remember who was deleted, and whose records are erased: one must explain the other."""
    if not isinstance(record, dict):
        return
    if record.get("action") == DELETED:
        verdict.deleted_clients.add(str(record.get("client_id")))
    if is_erased(record):
        unexplained = Fault(link.sequence, link.record_id, "erased_without_deletion")
        verdict.erased_clients.setdefault(client_of(record), []).append(unexplained)


def _close(body: Item, verdict: Verdict) -> None:
    if (body["sequence"], body.get("hash")) != (verdict.head.sequence, verdict.head.hash):
        verdict.faults.append(Fault(verdict.head.sequence + 1, "", "end_differs"))

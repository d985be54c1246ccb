"""The state of the checking, the breaks found, and the seals."""

from dataclasses import replace

from chalicelib.core.clock import iso
from chalicelib.core.errors import Conflict
from chalicelib.funds.model.invariants import Break, Finding, Pass, Seal, SealChunk
from chalicelib.funds.store.journal import TABLE
from chalicelib.storage.rows import Rows
from chalicelib.storage.table import Key, Range
from chalicelib.storage.unit import Stale, Unit


class Overtaken(Conflict):
    """Another worker has gone on with the walk or the seal: it is theirs."""

    code = "overtaken"


_PASS = Key("INVARIANTS", "PASS")
_LAST = Key("INVARIANTS", "LAST")
_OPEN = "BREAK#open"
_MOST_BREAKS = 500
_MOST_SEALS = 60
_ALL = 1_000_000


def _break_key(finding: Finding | Break) -> Key:
    return Key("BREAKS", f"{finding.rule}#{finding.subject}")


_PASSES = Rows(TABLE, Pass, lambda _: _PASS)
_FINISHED = Rows(TABLE, Pass, lambda _: _LAST)
_BREAKS = Rows(
    TABLE,
    Break,
    _break_key,
    lambda one: {
        "by-status": (
            None if one.closed_at else _OPEN,
            f"{iso(one.since)}#{one.rule}#{one.subject}",
        )
    },
)
_SEALS = Rows(TABLE, Seal, lambda seal: Key("SEALS", seal.day))
_CHUNKS = Rows(TABLE, SealChunk, lambda one: Key(f"SEAL#{one.day}", f"{one.number:06d}"))


def current_pass() -> Pass | None:
    """The walk that is under way, or the last one."""
    return _PASSES.find(_PASS)


def last_finished() -> Pass | None:
    """The last walk that came to its end."""
    return _FINISHED.find(_LAST)


def save_pass(unit: Unit, before: Pass | None, after: Pass) -> Pass:
    """Store how far the walk is; the unit fails with `Overtaken` for all workers but one."""
    if before is None:
        return _PASSES.insert(unit, after, Overtaken())
    return _PASSES.change(unit, before, after, Overtaken())


def keep_finished(unit: Unit, done: Pass) -> None:
    """Remember a walk that came to its end."""
    before = _FINISHED.find(_LAST)
    if before is None:
        _FINISHED.insert(unit, done, Stale("another worker has finished"))
    else:
        _FINISHED.change(unit, before, replace(done, version=before.version))


def report(unit: Unit, finding: Finding, pass_number: int) -> None:
    """Note a finding: a new break, an old one seen again, or a closed one that is back."""
    before = _BREAKS.find(_break_key(finding))
    fresh = Break(
        finding.rule,
        finding.subject,
        finding.expected,
        finding.found,
        since=before.since if before and before.closed_at is None else unit.now,
        seen_at=unit.now,
        pass_number=pass_number,
    )
    if before is None:
        _BREAKS.insert(unit, fresh, Stale("the break was noted meanwhile"))
    else:
        _BREAKS.change(unit, before, replace(fresh, version=before.version))


def close(unit: Unit, broken: Break) -> None:
    """Note that a break is met no more."""
    _BREAKS.change(unit, broken, replace(broken, closed_at=unit.now))


def open_breaks() -> list[Break]:
    """Breaks not closed, oldest first."""
    return _BREAKS.all(Range(_OPEN, "by-status", newest_first=False), _MOST_BREAKS)


def seal(day: str) -> Seal | None:
    """The seal of a day, finished or not."""
    return _SEALS.find(Key("SEALS", day))


def last_seal(before_day: str) -> Seal | None:
    """The newest seal of an earlier day."""
    found = _SEALS.all(Range("SEALS", before=before_day), 2)
    return next((one for one in found if one.day < before_day), None)


def seals() -> list[Seal]:
    """The newest finished seals, newest first."""
    return [one for one in _SEALS.all(Range("SEALS"), _MOST_SEALS) if one.hash]


def all_seals() -> list[Seal]:
    """Every seal there is, oldest first."""
    return _SEALS.all(Range("SEALS", newest_first=False), _ALL)


def save_seal(unit: Unit, before: Seal | None, after: Seal) -> Seal:
    """Store how far a seal is; the unit fails with `Overtaken` for all workers but one."""
    if before is None:
        return _SEALS.insert(unit, after, Overtaken())
    return _SEALS.change(unit, before, after, Overtaken())


def add_chunk(unit: Unit, chunk: SealChunk) -> None:
    """Store a part of a seal."""
    _CHUNKS.insert(unit, chunk, Overtaken())


def chunks(day: str) -> list[SealChunk]:
    """All parts of a day's seal, in order."""
    return _CHUNKS.all(Range(f"SEAL#{day}", newest_first=False), _ALL)

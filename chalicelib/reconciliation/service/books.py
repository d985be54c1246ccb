"""Our side: the journal folded into movements, entry by entry, each once.

What is settled (older than a minute) is passed over the next time; the last minute is read anew,
because entries may still be on their way into the register.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import partial

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.nouns import dataclass
from chalicelib.funds import public as funds
from chalicelib.funds.public import AccountKind, CauseType, Entry
from chalicelib.reconciliation.model.runs import Folded
from chalicelib.reconciliation.service import folding
from chalicelib.reconciliation.service.folding import Booked
from chalicelib.reconciliation.store import movements
from chalicelib.storage.unit import Unit

PAGE = 200
_SETTLED_AFTER = timedelta(minutes=1)
_MOVEMENTS_PER_UNIT = 90


@dataclass(frozen=True)
class FoldedPage:
    """How many entries were read, and where to go on; None when the part is at its end."""

    entries: int
    place: str | None


def parts() -> list[str]:
    """The parts of the journal."""
    return funds.journal_parts()


def catch_up(actor: Actor) -> int:
    """Fold what was booked since the last time; gives the number of entries read."""
    read = 0
    for part in parts():
        known = movements.folded(part)
        place = known.place if known else None
        while True:
            page = fold(actor, part, place, remember=True)
            read += page.entries
            if page.place is None:
                break
            place = page.place
    return read


def fold(actor: Actor, part: str, beyond: str | None, *, remember: bool = False) -> FoldedPage:
    """Fold the next entries of ``part``; ``remember`` how far all is settled."""
    page = funds.booked(part, beyond, PAGE)
    lines = _lines(page.entries)
    for start in range(0, len(lines), _MOVEMENTS_PER_UNIT):
        chunk = lines[start : start + _MOVEMENTS_PER_UNIT]
        ports.transact(actor, partial(_keep, booked=chunk))
    if remember:
        _remember(actor, part, page.places)
    goes_on = len(page.places) == PAGE
    return FoldedPage(len(page.places), page.places[-1] if goes_on else None)


def _lines(entries: Iterable[Entry]) -> list[Booked]:
    entries = list(entries)
    ids = {entry.cause.id for entry in entries if _is_of_payment(entry)}
    deposits = funds.deposits_of(ids) if ids else {}
    references = {one.id: one.psp_reference for one in deposits.values() if one.psp_reference}
    return [line for entry in entries for line in folding.booked(entry, references)]


def _is_of_payment(entry: Entry) -> bool:
    at_provider = any(one.account.kind is AccountKind.PSP_CLEARING for one in entry.postings)
    return at_provider and entry.cause.type is CauseType.DEPOSIT


def _keep(unit: Unit, booked: Sequence[Booked]) -> None:
    """Store the lines that are new; nothing is written where all are known."""
    known = movements.at(one.place for one in booked)
    after = dict(known)
    for one in booked:
        before = after.get(one.place, one.movement)
        after[one.place] = folding.with_line(folding.completed(before, one.movement), one.line)
    for place, movement in after.items():
        if known.get(place) != movement:
            movements.save(unit, known.get(place), movement)


def _remember(actor: Actor, part: str, places: Sequence[str]) -> None:
    settled = iso(ports.now() - _SETTLED_AFTER)
    place = next((one for one in reversed(places) if one < settled), None)
    if place is None:
        return

    def work(unit: Unit) -> None:
        before = movements.folded(part)
        if before is None or before.place < place:
            version = before.version if before else 0
            movements.keep_folded(unit, before, Folded(part, place, version))

    ports.transact(actor, work)

"""What is booked, in the order of booking, for whoever compares our books with others'."""

from collections.abc import Iterable

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestStatus
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.deposits import Deposit
from chalicelib.funds.model.ledger import Entry
from chalicelib.funds.model.settings import DEPOSIT_METHODS
from chalicelib.funds.service import psps
from chalicelib.funds.store import deposits, journal, register
from chalicelib.settings import public as settings


@dataclass(frozen=True)
class BookedPage:
    """Entries of one part of the journal; ``places`` are where they stand, for going on."""

    entries: tuple[Entry, ...]
    places: tuple[str, ...]


def journal_parts() -> list[str]:
    """The parts of the journal: every entry stands in one of them."""
    return [journal.part(number) for number in range(journal.SHARDS)]


def booked(part: str, beyond: str | None, limit: int) -> BookedPage:
    """The next entries of ``part`` in the order of booking; what cannot be read is left out."""
    page = register.listed(part, beyond, limit)
    entries, _ = journal.readable([key for _, key in page])
    return BookedPage(tuple(entries), tuple(place for place, _ in page))


def deposits_of(deposit_ids: Iterable[str]) -> dict[str, Deposit]:
    """The deposits that exist among ``deposit_ids``, by id."""
    return {one.id: one for one in deposits.many(deposit_ids)}


def awaits_decision(deposit_id: str) -> bool:
    """Whether the deposit is paid and waits for people, so that nothing is booked of it yet."""
    found = deposits.find(deposit_id)
    if found is None or not found.is_paid:
        return False
    return approvals.read(deposit_id).status in (RequestStatus.PENDING, RequestStatus.EXECUTING)


def payment_providers() -> tuple[str, ...]:
    """The providers that the broker's deposit methods name and that can list their payments."""
    named = (method.provider for method in settings.value(DEPOSIT_METHODS))
    return tuple(sorted({one for one in named if one and not psps.is_open(one)}))

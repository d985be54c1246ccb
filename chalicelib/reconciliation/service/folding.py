"""Which movements on other sides an entry of our ledger stands for. Pure.

An entry that posts to a server's clearing account and names the login moved money there, under the
operation id that its cause's id ends with. One that posts to a provider's clearing account for a
deposit is about that deposit's payment. An entry that mends a break names the key it mends.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from ulid import ULID

from chalicelib.core.clock import whole_milliseconds
from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.public import AccountKind, CauseType, Entry, LedgerAccount
from chalicelib.reconciliation.model.sides import Line, Movement, Side, SideKind

MENDS = "mends"
"""The fact of an entry that names the key of the movement that it mends."""
# What the accounts of ours that stand for a server's hold there.
_ON_SERVER = {"trading_clearing": "balance", "trading_credit": "credit"}


@dataclass(frozen=True)
class Booked:
    """One line of ours, and the movement that it makes when it is the first."""

    movement: Movement
    line: Line

    @property
    def place(self) -> tuple[str, str]:
        """Side and key."""
        return self.movement.side, self.movement.key


def booked(entry: Entry, references: Mapping[str, str]) -> Iterator[Booked]:
    """What ``entry`` says of other sides. ``references`` are the payments of deposits, by id."""
    sums: dict[LedgerAccount, Money] = {}
    for posting in entry.postings:
        before = sums.get(posting.account, Money.zero(posting.amount.currency))
        sums[posting.account] = before + posting.amount
    for account, amount in sums.items():
        movement = _movement(entry, account, references)
        if movement is not None and amount.minor:
            there = -amount if account.kind is AccountKind.PSP_CLEARING else amount
            what = _ON_SERVER.get(account.kind.value, "")
            line = Line(entry.id, there, entry.at, is_repair=MENDS in entry.facts, what=what)
            yield Booked(movement, line)


def with_line(movement: Movement, line: Line) -> Movement:
    """``movement`` with one more line, unless it has it."""
    if any(one.entry_id == line.entry_id for one in movement.booked):
        return movement
    lines = sorted((*movement.booked, line), key=lambda one: (one.at, one.entry_id))
    return replace(movement, booked=tuple(lines), look_at=None)


def completed(movement: Movement, first: Movement) -> Movement:
    """``movement``, which was known before anything was booked of it, with what a booking tells."""
    if movement.booked:
        return movement
    return replace(
        movement,
        account_id=movement.account_id or first.account_id,
        login=movement.login or first.login,
        client_id=movement.client_id or first.client_id,
        since=min(movement.since, first.since),
    )


def _movement(
    entry: Entry, account: LedgerAccount, references: Mapping[str, str]
) -> Movement | None:
    if account.kind.value in _ON_SERVER and "login" in entry.facts:
        return Movement(
            side=Side(SideKind.SERVER, account.owner).code,
            key=entry.facts.get(MENDS) or _ulid(entry.cause.id),
            since=_begun(entry),
            account_id=entry.facts.get("account_id", ""),
            login=int(entry.facts["login"]),
            client_id=_client(entry),
        )
    if account.kind is AccountKind.PSP_CLEARING:
        key = entry.facts.get(MENDS) or _payment(entry, account.owner, references)
        if key is not None:
            side = Side(SideKind.PROVIDER, account.owner).code
            return Movement(side, key, _begun(entry), client_id=_client(entry))
    return None


def _payment(entry: Entry, provider: str, references: Mapping[str, str]) -> str | None:
    """The provider's reference of what a deposit's or a refund's entry is about, or None."""
    if entry.cause.type is CauseType.REFUND:
        return entry.facts.get("psp_reference")
    if entry.cause.type is not CauseType.DEPOSIT:
        return None
    own = references.get(entry.cause.id)
    return own or entry.cause.id.removeprefix(f"{provider}_")


def _client(entry: Entry) -> str:
    own = entry.facts.get("client_id", "")
    return own or next((ref.client_id for ref in entry.lines), "")


def _ulid(cause_id: str) -> str:
    return cause_id.rpartition("_")[2]


def _begun(entry: Entry) -> datetime:
    """When what the entry comes from began: its id says so."""
    try:
        began = ULID.from_str(_ulid(entry.cause.id)).datetime
    except ValueError:
        return entry.at
    return min(entry.at, whole_milliseconds(began.astimezone(UTC)))

"""A client's wallets as they stood at a past moment, by their lines alone.

A wallet's lines are numbered in the order in which they were booked and carry what was there after
each, so the line that stood last is found by halving: some forty reads for a wallet of a trillion
lines. What was held then is found by going back from that line until the holds without a
resolution add up to it; how far, is bounded.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from chalicelib.core.money import Money
from chalicelib.core.nouns import dataclass
from chalicelib.funds.model.ledger import Cause
from chalicelib.funds.model.wallets import Bucket, Wallet, WalletFlags, WalletLine
from chalicelib.funds.store import wallets as store
from chalicelib.storage.audit_past import past

MOST_LINES = 2000
_PAGE = 200


@dataclass(frozen=True)
class OpenHold:
    """Money that was set aside, for what, and since when."""

    cause: Cause
    amount: Money
    at: datetime


@dataclass(frozen=True)
class WalletThen:
    """A wallet at a moment. ``line`` is the last that was booked by then; None before the first.

    ``holds`` add up to ``held`` unless ``holds_are_cut``. ``flags`` are None where the log no
    longer tells them.
    """

    currency: str
    available: Money
    held: Money
    line: WalletLine | None
    holds: tuple[OpenHold, ...]
    holds_are_cut: bool
    flags: WalletFlags | None
    flags_since: datetime | None

    @property
    def balance(self) -> Money:
        """All of it, held or not."""
        return self.available + self.held


def wallets_at(client_id: str, moment: datetime) -> tuple[WalletThen, ...]:
    """All wallets of a client at ``moment``, by currency. The caller has checked the scope."""
    return tuple(_then(wallet, moment) for wallet in store.of_client(client_id))


def _then(wallet: Wallet, moment: datetime) -> WalletThen:
    line = _last_line(wallet, moment)
    nothing = Money.zero(wallet.currency)
    held = line.held_after if line else nothing
    holds = _holds(line) if line and held.minor else ()
    told = past("wallet", f"{wallet.client_id}:{wallet.currency}", vars(wallet.flags), moment)
    return WalletThen(
        currency=wallet.currency,
        available=line.available_after if line else nothing,
        held=held,
        line=line,
        holds=holds,
        holds_are_cut=sum(one.amount.minor for one in holds) != held.minor,
        flags=None if told.unknown else WalletFlags(**told.values),
        flags_since=max(told.since.values(), default=None),
    )


def _last_line(wallet: Wallet, moment: datetime) -> WalletLine | None:
    """The last line booked by ``moment``, by halving the numbers from 1 to the newest."""
    found, low, high = None, 1, wallet.sequence
    while low <= high:
        middle = (low + high) // 2
        line = store.line(wallet.client_id, wallet.currency, middle)
        if line is None:
            raise LookupError(f"line {middle} of {wallet.client_id} {wallet.currency} is missing")
        if line.at <= moment:
            found, low = line, middle + 1
        else:
            high = middle - 1
    return found


def _holds(last: WalletLine) -> tuple[OpenHold, ...]:
    """What was held at ``last``, oldest first, read backwards until it adds up."""
    resolved: Counter[str] = Counter()
    missing, found = last.held_after.minor, list[OpenHold]()
    for line in _backwards(last):
        if line.bucket is not Bucket.HELD:
            continue
        if line.amount.minor < 0:
            resolved[line.cause.id] += 1
        elif resolved[line.cause.id]:
            resolved[line.cause.id] -= 1
        else:
            found.append(OpenHold(line.cause, line.amount, line.at))
            missing -= line.amount.minor
        if missing <= 0:
            break
    return tuple(reversed(found))


def _backwards(last: WalletLine) -> Iterator[WalletLine]:
    """``last`` and the lines before it, newest first, as far back as we go."""
    upto = last.sequence
    for _ in range(MOST_LINES // _PAGE):
        page = store.lines_up_to(last.client_id, last.currency, upto, _PAGE)
        yield from page
        if len(page) < _PAGE:
            return
        upto = page[-1].sequence - 1

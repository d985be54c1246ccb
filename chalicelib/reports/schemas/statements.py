"""A statement at an instant, as staff and its client read it."""

from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime

from chalicelib.accounts.public import AccountKind, AccountStatus, AccountThen
from chalicelib.core.clock import whole_milliseconds
from chalicelib.edge.schemas import Body, Instant, MoneyOut, View
from chalicelib.funds.public import CauseType, FoundRate, OpenHold, WalletThen
from chalicelib.reports.service.statements import Statement


class StatementQuery(Body):
    """The moment, with its zone; what happened in it is in the statement. Without it, now."""

    at: AwareDatetime | None = None

    @property
    def moment(self) -> datetime | None:
        """The same to the millisecond, which is as fine as anything is kept."""
        return None if self.at is None else whole_milliseconds(self.at)


class StatementHoldView(View):
    """Money set aside, for what (its id opens it) and since when."""

    cause_type: CauseType
    cause_id: str
    amount: MoneyOut
    at: Instant

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        hold: OpenHold = noun
        return cls.model_validate(
            {
                "cause_type": hold.cause.type,
                "cause_id": hold.cause.id,
                "amount": hold.amount,
                "at": hold.at,
            }
        )


class StatementFlagsView(View):
    """What the wallet might be used for."""

    deposit: bool
    withdrawal: bool
    transfer: bool


class StatementWalletView(View):
    """A wallet then. ``sequence`` counts its lines, ``chain_hash`` vouches for all of them.

    ``flags`` is null where no history tells them.
    """

    currency: str
    balance: MoneyOut
    available: MoneyOut
    held: MoneyOut
    holds: list[StatementHoldView]
    holds_are_cut: bool
    flags: StatementFlagsView | None
    flags_since: Instant | None
    sequence: int
    last_entry_id: str | None
    last_line_at: Instant | None
    chain_hash: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        then: WalletThen = noun
        line = then.line
        return cls.model_validate(
            {
                "currency": then.currency,
                "balance": then.balance,
                "available": then.available,
                "held": then.held,
                "holds": [StatementHoldView.of(one) for one in then.holds],
                "holds_are_cut": then.holds_are_cut,
                "flags": then.flags and StatementFlagsView.of(then.flags),
                "flags_since": then.flags_since,
                "sequence": line.sequence if line else 0,
                "last_entry_id": line.entry_id if line else None,
                "last_line_at": line.at if line else None,
                "chain_hash": line.hash if line else None,
            }
        )


class StatementRateView(View):
    """One pair then: its rate with where it came from, or the code that says why there was none."""

    base: str
    quote: str
    rate: str | None
    source: str | None
    as_of: Instant | None
    markup_percent: str | None
    refusal: str | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        found: FoundRate = noun
        rate = found.quote
        return cls(
            base=found.pair.base,
            quote=found.pair.quote,
            rate=f"{rate.rate.normalize():f}" if rate else None,
            source=rate.source if rate else None,
            as_of=rate.as_of if rate else None,
            markup_percent=f"{rate.markup_percent.normalize():f}" if rate else None,
            refusal=found.refusal.code if found.refusal else None,
        )


class StatementAccountView(View):
    """A trading account then; null is what no history tells."""

    id: str
    login: int
    server_id: str
    account_type: dict[str, str]
    kind: AccountKind
    currency: str
    opened_at: Instant
    leverage: int | None
    status: AccountStatus | None

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        then: AccountThen = noun
        own = ("id", "login", "server_id", "account_type", "kind", "currency", "opened_at")
        shared = {name: getattr(then.account, name) for name in own}
        return cls.model_validate(shared | {"leverage": then.leverage, "status": then.status})


class StatementPlaceView(View):
    """Whose client it was and who had brought them; ``unknown`` names what no history tells."""

    owner_id: str | None
    owner_name: str
    participant_ids: list[str]
    referrer_id: str | None
    referrer_name: str
    group_id: str | None
    owner_since: Instant | None
    referrer_since: Instant | None
    unknown: list[str]


class StatementView(View):
    """How a client's affairs stood at ``at``, as of what was known at ``drawn_at``."""

    client_id: str
    at: Instant
    drawn_at: Instant
    wallets: list[StatementWalletView]
    rates: list[StatementRateView]
    accounts: list[StatementAccountView]

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        return cls.model_validate(_shared(noun))


class DeskStatementView(StatementView):
    """The same for staff, with the client's place."""

    place: StatementPlaceView

    @classmethod
    def of(cls, noun: Any) -> Self:
        """See `View.of`."""
        statement: Statement = noun
        return cls.model_validate(_shared(statement) | {"place": _place(statement)})


def _shared(statement: Statement) -> dict[str, Any]:
    return {
        "client_id": statement.client_id,
        "at": statement.at,
        "drawn_at": statement.drawn_at,
        "wallets": [StatementWalletView.of(one) for one in statement.wallets],
        "rates": [StatementRateView.of(one) for one in statement.rates],
        "accounts": [StatementAccountView.of(one) for one in statement.accounts],
    }


def _place(statement: Statement) -> StatementPlaceView:
    place = statement.place
    return StatementPlaceView(
        owner_id=place.owner_id,
        owner_name=statement.owner_name,
        participant_ids=list(place.participant_ids),
        referrer_id=place.referrer_id,
        referrer_name=statement.referrer_name,
        group_id=place.group_id,
        owner_since=place.since.get("owner_id"),
        referrer_since=place.since.get("referrer_id"),
        unknown=sorted(place.unknown),
    )

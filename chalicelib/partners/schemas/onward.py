"""What the routes of payout targets, and of commissions that go onward, take and answer."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, MoneyOut, View
from chalicelib.funds.public import OnwardState, Stays
from chalicelib.partners.model.onward import OnwardShown, TargetShown, TargetsSheet


class TargetForm(Body):
    """The trading account that commissions are to go on to; null for the wallet."""

    account_id: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class TargetView(View):
    """Where commissions of one currency go: to a trading account, or with nulls to the wallet.

    ``counts_from`` is the first day of the broker's clock that it decides about; null where it was
    never set. ``by_staff`` is whether staff have set it. ``problem`` is why the account could take
    none now.
    """

    currency: str
    account_id: str | None
    login: int | None
    counts_from: date | None
    by_staff: bool
    problem: Stays | None

    @classmethod
    def of(cls, noun: TargetShown) -> Self:
        """See `View.of`."""
        return cls(
            currency=noun.currency,
            account_id=noun.account_id or None,
            login=noun.login or None,
            counts_from=noun.counts_from,
            by_staff=noun.by_staff,
            problem=Stays(noun.problem) if noun.problem else None,
        )


class TargetsView(View):
    """The targets by wallet currency; ``to_accounts`` is whether the broker lets them be
    accounts."""

    to_accounts: bool
    targets: list[TargetView]

    @classmethod
    def of(cls, noun: TargetsSheet) -> Self:
        """See `View.of`."""
        shown = [TargetView.of(one) for one in noun.targets]
        return cls(to_accounts=noun.to_accounts, targets=shown)


class OnwardDayView(View):
    """What was paid as commissions on one day of the broker's clock, less what was taken back, and
    what of it went on to the account ``login``: where that is, and why it is not all, if so."""

    day: date
    earned: MoneyOut
    sent: MoneyOut
    account_id: str
    login: int
    at: Instant
    transfer_id: str | None
    state: OnwardState
    stays: Stays | None

    @classmethod
    def of(cls, noun: OnwardShown) -> Self:
        """See `View.of`."""
        one = noun.found
        return cls(
            day=one.day,
            earned=one.earned,
            sent=one.sent,
            account_id=one.account_id,
            login=one.login,
            at=one.at,
            transfer_id=one.transfer_id or None,
            state=OnwardState(noun.state),
            stays=Stays(one.stays) if one.stays else None,
        )

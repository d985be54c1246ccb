"""Messages and callbacks come twice, in reverse, late, or long after: the books stay the same.

One day of a client's money is lived through the routes, once with orderly queues and once with
unruly ones. Whatever can be counted afterwards must be the same.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.funds.store import journal, register
from tests.faults.ground import Ground
from tests.faults.harness import Watch
from tests.faults.steps import deposits, joining, withdrawals
from tests.faults.world import HANDLERS, LIN, Parcel, Queues, World, answered
from tests.kit import trading
from tests.kit.funds import TradingSide, house_balances, sides, status_of
from tests.kit.payments import PaymentSide, knock
from tests.simulators.stripe.kit import Letter

ALL_QUEUES = tuple(HANDLERS)


@dataclass
class UnrulyQueues(Queues):
    """Queues with bad habits; ``log`` is all that they ever brought."""

    twice: bool = False
    reverse: bool = False
    late: random.Random | None = None
    log: list[Parcel] = field(default_factory=list)
    _held_back: dict[int, int] = field(default_factory=dict)

    def carry(self) -> None:
        """See `Queues.carry`; what is held back comes some rounds later."""
        super().carry()
        while self.backlog:
            self._held_back = {one: rounds - 1 for one, rounds in self._held_back.items()}
            super().carry()

    def _due(self) -> list[Parcel]:
        for parcel in self.backlog:
            if self.late is not None:
                self._held_back.setdefault(id(parcel), self.late.randrange(4))
        found = [one for one in self.backlog if self._held_back.get(id(one), 0) <= 0]
        if self.late is not None:
            self.late.shuffle(found)
        return found[::-1] if self.reverse else found

    def handled(self, parcels: list[Parcel]) -> list[Parcel]:
        """See `Queues.handled`."""
        self.log += parcels
        if self.twice:
            parcels = super().handled(parcels)
        return super().handled(parcels) if parcels else []

    def bring_all_again(self) -> None:
        """Everything that was ever brought comes once more, the newest first."""
        for parcel in self.log[::-1]:
            parcel.attempts = 0
            assert super().handled([parcel]) == [parcel]
        self.carry()


@dataclass
class Day:
    """One day, from Sam's registration to the refund of a payout."""

    world: World
    psp: PaymentSide
    callbacks: str
    letters: list[Letter] = field(default_factory=list)
    requests: dict[str, str] = field(default_factory=dict)

    def live(self) -> None:
        """All of it; requests are decided several at a time, so that queues can mix them up."""
        for part in (self.joins, self.pays_in, self.moves, self.pays_out, self.thinks_again):
            self.world.people_return()
            part()
            self.world.queues.carry()
            self.world.time_passes()

    def joins(self) -> None:
        """Sam registers, Lin asks for an account and saves her bank account."""
        joining.ask_for_code(self.world)
        joining.register(self.world)
        joining.ask_for_account(self.world)
        withdrawals.save_bank(self.world)
        self._note("registration", "application")

    def pays_in(self) -> None:
        """A wire, and two payments by card whose callbacks arrive in reverse, or not yet."""
        deposits.send_proof(self.world)
        deposits.wire(self.world)
        deposits.confirm(self.world)
        self.requests["wire"] = self.world.notes["deposit"]
        for name in ("first card", "second card"):
            page = self.world.asks("deposits", deposits.CARD, f"deposit by {name}")
            self.letters.append(deposits.pay(self.psp, page))
            self.requests[name] = page["id"]
        if self.callbacks != "late":
            self._callbacks_arrive()

    def moves(self) -> None:
        """Two transfers to the account, with three withdrawals asked for meanwhile."""
        if self.callbacks == "late":
            self._callbacks_arrive()
        for name, amount in (("to account", "200.00"), ("more to account", "70.00")):
            self._transfers(name, self._wallet(), self._account(), amount)
        for name in ("paid", "refused", "taken back"):
            self.requests[name] = self._withdraws(name)

    def pays_out(self) -> None:
        """Each withdrawal ends in its own way, while money comes back from the account."""
        self.world.decides(self.requests["paid"])
        self.world.decides(self.requests["refused"], approve=False)
        path = f"/api/portal/requests/{self.requests['taken back']}"
        answered(self.world.lin.caller.patch(path, {"status": "cancelled"}))
        self._transfers("from account", self._account(), self._wallet(), "30.00")
        withdrawals.adjust(self.world)

    def thinks_again(self) -> None:
        """The payout comes back."""
        self.world.notes["withdrawal"] = self.requests["paid"]
        withdrawals.refund(self.world)

    def everything_again(self) -> None:
        """Callbacks and messages of the whole day once more."""
        for letter in self.letters[::-1]:
            knock(deposits.signed_anew(self.psp, letter))
        queues = self.world.queues
        assert isinstance(queues, UnrulyQueues)
        queues.bring_all_again()

    def books(self) -> dict[str, Any]:
        """All that can be counted when the day is over."""
        self.world.at_peace()
        (account,) = accounts.accounts_of(LIN)
        return {
            "wallet": sides(),
            "house": house_balances(),
            "requests": {name: status_of(one) for name, one in self.requests.items()},
            "entries": _entries(),
            "account": _money_deals(account.login),
            "messages": Counter(one.get("name", {}).get("S") for one in self.world.table("outbox")),
            "bells": Counter(
                item["code"]["S"] for item in self.world.rows("notifications", "BellItem")
            ),
            "mails": Counter(
                mail["Content"]["Simple"]["Subject"]["Data"]
                for mail in self.world.deployment.office.mails
            ),
            "clients": len(self.world.rows("clients", "Client")),
            "search": len(self.world.table("search")),
        }

    def _callbacks_arrive(self) -> None:
        for letter in self.letters[::-1] * (2 if self.callbacks == "twice" else 1):
            assert knock(letter).status == 200

    def _note(self, *names: str) -> None:
        self.requests |= {name: self.world.notes[name] for name in names}

    def _wallet(self) -> dict[str, str]:
        return {"type": "wallet", "currency": "USD"}

    def _account(self) -> dict[str, str]:
        (account,) = accounts.accounts_of(LIN)
        return {"type": "account", "account_id": account.id}

    def _transfers(self, name: str, source: Any, target: Any, amount: str) -> None:
        form = {"source": source, "target": target, "amount": amount, "currency": "USD"}
        self.requests[name] = self.world.asks("transfers", form, f"transfer {name}")["id"]

    def _withdraws(self, name: str) -> str:
        form = withdrawals.form(self.world)
        return str(self.world.asks("withdrawals", form, f"withdrawal {name}")["id"])


def _entries() -> Counter[str]:
    parts = (journal.part(number) for number in range(journal.SHARDS))
    keys = [key for part in parts for _, key in register.every(part)]
    return Counter(
        f"{entry.kind} {[(one.account.code, str(one.amount)) for one in entry.postings]}"
        for entry in journal.readable(keys)[0]
    )


def _money_deals(login: int) -> Counter[str]:
    gateway, now = accounts.server(trading.SERVER), ports.now()
    found = gateway.deals_of(login, now.replace(hour=0), now.replace(hour=23))
    return Counter(str(deal.profit) for deal in found)


def _lived(
    ground: Ground,
    psp: PaymentSide,
    simulator: Any,
    *,
    callbacks: str = "once",
    **habits: Any,
) -> Day:
    """A day lived with queues of such ``habits``."""
    watch = Watch()
    world = ground.world(watch, ground.base)
    world.queues = UnrulyQueues(ground.deployment, watch, ALL_QUEUES, **habits)
    ground.deployment.office.mails.clear()
    trading.configure(simulator, world.clock)
    psp.connect()
    for lever in (simulator.lever, psp.simulator.lever):
        world.vendors.append(lambda seconds, pull=lever: pull("clock", advance_seconds=seconds))
    day = Day(world, psp, callbacks)
    with ports.use(**world.gateways()):
        day.live()
    return day


@pytest.mark.parametrize(
    "habits",
    [
        {"twice": True},
        {"reverse": True},
        {"twice": True, "reverse": True, "callbacks": "twice"},
        {"late": random.Random("a slow day"), "callbacks": "late"},
        {"late": random.Random("another slow day"), "twice": True, "callbacks": "twice"},
    ],
    ids=["twice", "reversed", "twice-reversed", "late", "late-twice"],
)
def test_unruly_queues_leave_the_same_books(
    ground: Ground, trading: TradingSide, psp: PaymentSide, habits: dict[str, Any]
):
    plain = _lived(ground, psp, trading.simulator).books()
    assert plain["wallet"] == ("1435.00", "0.00")
    assert _lived(ground, psp, trading.simulator, **habits).books() == plain


def test_a_whole_day_that_comes_again_changes_nothing(
    ground: Ground, trading: TradingSide, psp: PaymentSide
):
    day = _lived(ground, psp, trading.simulator)
    before = day.books()
    with ports.use(**day.world.gateways()):
        day.everything_again()
    assert day.books() == before

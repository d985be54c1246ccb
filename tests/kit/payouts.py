"""A withdrawal in bitcoin through both of its people, as tests of payouts act it."""

from chalicelib.core.actor import Actor
from chalicelib.core.clock import FixedClock
from chalicelib.funds.model.details import DetailsDraft
from chalicelib.funds.model.payouts import Payout
from chalicelib.funds.model.withdrawals import Withdrawal, WithdrawalDraft
from chalicelib.funds.service import details, payout_confirming, payout_orders, withdrawals
from chalicelib.funds.store import payouts as store
from tests.kit.btcpay import PAYOUT_FIELDS
from tests.kit.courier import Courier
from tests.kit.funds import SYSTEM, client_actor, command, decide, staff_actor, usd

SECOND = "Sasha"


def saved_address(client: str = "10000001") -> str:
    """The id of a saved profile with Lin's address."""
    draft = DetailsDraft("bitcoin", "My wallet", PAYOUT_FIELDS)
    return details.save(client_actor(client), draft, command()).details.id


def asked_in_coins(amount: str = "200.00") -> Withdrawal:
    """Lin asks for dollars in bitcoin."""
    draft = WithdrawalDraft(usd(amount), "bitcoin", saved_address())
    return withdrawals.submit(client_actor(), draft, command()).withdrawal


def approved_in_coins(courier: Courier, amount: str = "200.00") -> Withdrawal:
    """One person has approved: the payout waits for another."""
    asked = asked_in_coins(amount)
    decide(asked.id)
    courier.deliver_all()
    return withdrawals.withdrawal(staff_actor(), asked.id).withdrawal


def confirm(withdrawal_id: str, by: Actor | None = None, attempt: int | None = None) -> Payout:
    """A second person confirms the payout as they see it now."""
    shown = payout_confirming.inspect(by or staff_actor(SECOND), withdrawal_id).shown
    wanted = shown.next_attempt if attempt is None else attempt
    actor = by or staff_actor(SECOND)
    return payout_confirming.confirm(actor, withdrawal_id, wanted, command()).payout


def ordered_in_coins(courier: Courier, amount: str = "200.00") -> Payout:
    """Confirmed, and at the provider."""
    asked = approved_in_coins(courier, amount)
    confirm(asked.id)
    courier.deliver_all()
    return store.get(asked.id)


def check(clock: FixedClock, seconds: int = 61) -> tuple[str, ...]:
    """The clock's own look at payouts, after a while; gives those in trouble."""
    clock.advance(seconds=seconds)
    return payout_orders.check_due(SYSTEM, lambda: 60.0)

"""Opening the provider's page of a deposit that is stored already, and answering its command."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import PaymentStatus
from chalicelib.clients.public import Client
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Invalid, VendorRefused
from chalicelib.funds.model.deposits import Deposit, PageClosed
from chalicelib.funds.rules import deposits as rules
from chalicelib.funds.service import psps
from chalicelib.funds.service.deposit_states import DepositState, fail
from chalicelib.funds.store import deposits as store
from chalicelib.gateways.payments.open_psp import Payer
from chalicelib.gateways.payments.port import PaymentOrder, StartedPayment
from chalicelib.ports import payments
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit


def opened(actor: Actor, client: Client, deposit: Deposit, command: Command) -> DepositState:
    """Open the page of ``deposit``, or find it open, and settle ``command`` with its address.

    The provider is asked under the deposit's id, so that asking again answers the same page.

    Raises:
        PageClosed: the deposit has ended, or its page would live too shortly by now.
        VendorRefused, Invalid: the provider will not take it; the deposit is ended.
        VendorUnavailable, OutcomeUnknown: ask again.
    """
    if not rules.page_can_open(deposit, ports.now()):
        raise PageClosed("begin a new deposit", deposit_id=deposit.id)
    try:
        started = _started(client, deposit)
    except (VendorRefused, Invalid):
        _give_up(actor, deposit.id)
        raise

    def work(unit: Unit) -> DepositState:
        before = store.get(deposit.id)
        page = replace(
            before,
            # A payment may have been quicker than our own note of the page.
            psp_reference=before.psp_reference or started.psp_reference,
            redirect_url=started.redirect_url,
        )
        state = DepositState(store.change(unit, before, page), approvals.read(deposit.id))
        command.settle(unit, state)
        return state

    return ports.transact(actor, work)


def _started(client: Client, deposit: Deposit) -> StartedPayment:
    order, provider = _order(client, deposit), str(deposit.provider)
    if not psps.is_open(provider):
        return payments.payment_provider(provider).start_payment(order)
    payer = Payer(
        user_id=client.id,
        user_name=client.name,
        email=client.email,
        phone=client.phone,
        nationality=client.nationality,
        language=deposit.language,
        device=deposit.device,
    )
    psp, gateway = psps.reached(provider)
    own = {one.key for one in psp.fields}
    fields = {key: text for key, text in deposit.values.items() if key in own}
    return gateway.start_payment(order, payer, fields)


def _order(client: Client, deposit: Deposit) -> PaymentOrder:
    back = f"{ports.portal_url()}/funds/deposits/{deposit.id}"
    return PaymentOrder(
        deposit_id=deposit.id,
        amount=deposit.payment,
        description=f"Deposit {deposit.id}",
        return_url=f"{back}?paid=1",
        cancel_url=f"{back}?cancelled=1",
        customer_email=client.email,
        expires_at=deposit.submitted_at + rules.PAGE_LIFETIME,
    )


def _give_up(actor: Actor, deposit_id: str) -> None:
    """The provider has refused: there will be no page, so the deposit is over."""

    def work(unit: Unit) -> None:
        before = store.get(deposit_id)
        if before.awaits_payment and before.psp_reference is None:
            fail(unit, before, before, "payment_failed", PaymentStatus.FAILED)

    ports.transact(actor, work)


def never_opened(actor: Actor, deposit_id: str) -> None:
    """End a deposit whose page was not opened in time: nobody can pay it any more."""

    def work(unit: Unit) -> None:
        before = store.get(deposit_id)
        if not before.awaits_payment or before.psp_reference is not None:
            return
        if rules.page_can_open(before, unit.now):
            ask_later(unit, before)
        else:
            fail(unit, before, before, "payment_expired", PaymentStatus.EXPIRED)

    ports.transact(actor, work)


def ask_later(unit: Unit, deposit: Deposit) -> None:
    """Put off the check of a deposit on which it was due; others are left as they are."""
    if deposit.check_at is not None and deposit.check_at <= unit.now:
        later = rules.next_check(deposit, unit.now)
        store.change(unit, deposit, replace(deposit, check_at=later))

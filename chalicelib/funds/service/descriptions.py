"""What the review screen shows of our payloads; account numbers are masked here."""

from collections.abc import Iterator

from chalicelib.approvals.public import Details, Fact
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor
from chalicelib.core.clock import iso
from chalicelib.core.money import Money
from chalicelib.funds.model.client_transfers import (
    ClientTransfer,
    ClientTransferStage,
    RecipientUnavailable,
)
from chalicelib.funds.model.conversions import Conversion
from chalicelib.funds.model.rates import Quote
from chalicelib.funds.model.transfers import Direction
from chalicelib.funds.rules.client_transfers import masked_number
from chalicelib.funds.rules.details import masked
from chalicelib.funds.service import holding_back, recipients
from chalicelib.funds.store import client_transfers, conversions, transfers, wallets, withdrawals
from chalicelib.funds.store import details as details_store


def of_transfer(request_id: str, actor: Actor) -> Details:
    """From where to where, how much, and whether the wallet has it."""
    if conversions.is_one(request_id):
        return _of_conversion(conversions.get(request_id))
    if client_transfers.is_one(request_id):
        return _of_client_transfer(client_transfers.get(request_id), actor)
    transfer = transfers.get(request_id)
    to_account = transfer.direction is Direction.TO_ACCOUNT
    facts = [
        Fact("direction", transfer.direction.value),
        Fact("login", str(transfer.login)),
        Fact("account_id", transfer.account_id),
        _money("amount", transfer.amount),
        Fact("stage", transfer.stage.value),
    ]
    if transfer.commission_day is not None:
        facts.append(Fact("commission_day", transfer.commission_day.isoformat()))
    if to_account and transfer.hold_id is None:
        facts.append(_available(transfer.client_id, transfer.amount.currency))
    return Details(tuple(facts))


def _of_conversion(conversion: Conversion) -> Details:
    facts = (
        Fact("direction", "between_wallets"),
        _money("amount", conversion.amount),
        _money("payout", conversion.credit),
        *_rate(conversion.quote),
        Fact("stage", conversion.stage.value),
    )
    return Details(facts)


def _of_client_transfer(transfer: ClientTransfer, actor: Actor) -> Details:
    """To whom, whether they can receive at present, and what the sender's security says.

    Staff read the name of a recipient in their scope; of anybody else the number alone.
    """
    seen = clients.visible(actor, [transfer.recipient_id])
    facts = [
        Fact("direction", "to_client"),
        *_off_account(transfer),
        Fact("target", transfer.recipient_id),
        *(Fact("recipient", one.name) for one in seen),
        *_onto_account(transfer, is_seen=bool(seen)),
        *_recipients_problem(transfer),
        _money("amount", transfer.amount),
        _money("payout", transfer.credit),
        *_rate(transfer.quote),
        Fact("stage", transfer.stage.value),
    ]
    return Details((*facts, *_security(transfer.client_id)))


def _off_account(transfer: ClientTransfer) -> tuple[Fact, ...]:
    """The sender's account that it comes from, if it does."""
    if transfer.source is None:
        return ()
    login, account_id = str(transfer.source.login), transfer.source.account_id
    return (Fact("login", login), Fact("account_id", account_id))


def _onto_account(transfer: ClientTransfer, *, is_seen: bool) -> tuple[Fact, ...]:
    """The recipient's account that it goes to, if it does; masked like their name."""
    if transfer.target is None:
        return ()
    login = transfer.target.login
    return (Fact("target_account", str(login) if is_seen else masked_number(login)),)


def _recipients_problem(transfer: ClientTransfer) -> Iterator[Fact]:
    """Why the money could not arrive now, while it has not."""
    if transfer.stage not in (ClientTransferStage.AWAITED, ClientTransferStage.HELD):
        return
    try:
        recipient = clients.client_for_system(transfer.recipient_id)
        recipients.check_again(recipient, transfer)
    except RecipientUnavailable as refused:
        yield Fact("recipient_problem", str(refused.facts["problem"]))


def _rate(quote: Quote | None) -> tuple[Fact, ...]:
    if quote is None:
        return ()
    rate = format(quote.rate.normalize(), "f")
    return (Fact("rate", rate), Fact("rate_source", quote.source))


def of_withdrawal(request_id: str, _actor: Actor) -> Details:
    """How much, at what fee, and to whom: the saved details, masked."""
    withdrawal = withdrawals.get(request_id)
    details = details_store.get(withdrawal.details_id)
    facts = [
        _money("amount", withdrawal.amount),
        _money("fee", withdrawal.fee),
        _money("payout", withdrawal.payout),
        Fact("method", withdrawal.method_id),
        Fact("details_id", details.id),
        Fact("details_label", details.label),
        _available(withdrawal.client_id, withdrawal.amount.currency),
    ]
    if back := sum(withdrawal.returned.values()):
        facts.append(_money("returned_to_source", Money(back, withdrawal.amount.currency)))
    return Details((*facts, *_security(withdrawal.client_id), *_fields(masked(details))))


def _security(client_id: str) -> tuple[Fact, ...]:
    """A way into the client's account that was changed lately, if any: also after the asking."""
    hold = holding_back.security_hold(client_id)
    if hold is None:
        return ()
    return (Fact("security_change", hold.what), Fact("on_hold_until", iso(hold.ends_at)))


def of_withdrawal_details(request_id: str, _actor: Actor) -> Details:
    """The profile, masked."""
    details = details_store.get(request_id)
    facts = (Fact("method", details.method_id), Fact("details_label", details.label))
    return Details((*facts, *_fields(masked(details))))


def _money(code: str, amount: Money) -> Fact:
    return Fact(code, f"{amount} {amount.currency}")


def _available(client_id: str, currency: str) -> Fact:
    wallet = wallets.find(client_id, currency)
    return _money("wallet_available", wallet.available if wallet else Money.zero(currency))


def _fields(fields: dict[str, str]) -> list[Fact]:
    return [Fact(f"field_{key}", text) for key, text in fields.items()]

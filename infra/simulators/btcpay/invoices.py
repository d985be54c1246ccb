"""Invoices: how they are made, paid, confirmed, settled, and what becomes of them with time.

Source: the Greenfield API's section on invoices. One chain is known, bitcoin's, at a fixed rate.
"""

from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import Any

from infra.simulators.btcpay.exchange import Question, Refusal, Settings, given
from infra.simulators.btcpay.state import Row, World, new_id
from infra.simulators.btcpay.webhooks import announce

WAY = "BTC-CHAIN"
RATES = {"USD": "64392.23", "EUR": "59117.40", "GBP": "50210.75", "BTC": "1"}
_SATOSHI = Decimal("0.00000001")


def create(world: World, settings: Settings, question: Question) -> Row:
    """A new invoice.

    Raises:
        Refusal: as BTCPay would.
    """
    wanted = given(question)
    checkout = wanted.get("checkout") or {}
    currency = str(wanted.get("currency") or "USD")
    if currency not in RATES:
        raise Refusal(422, "currency", "Invalid currency")
    minutes = float(checkout.get("expirationMinutes") or 15)
    monitored = float(checkout.get("monitoringMinutes") or 1440)
    row: Row = {
        "id": new_id(),
        "amount": str(amount_of(wanted, "amount")),
        "currency": currency,
        "metadata": wanted.get("metadata") or {},
        "redirect": str(checkout.get("redirectURL") or ""),
        "created": int(world.now),
        "expires": int(world.now + minutes * 60),
        "watched_until": int(world.now + (minutes + monitored) * 60),
        "status": "New",
        "additional": "None",
        "address": "bc1q" + new_id(34).lower(),
        "payments": [],
    }
    world.rows("invoices").append(row)
    announce(world, settings, "InvoiceCreated", invoiceId=row["id"], metadata=row["metadata"])
    return row


def amount_of(wanted: dict[str, Any], name: str) -> Decimal:
    """A positive decimal text; a number would have passed through a float on its way.

    Raises:
        Refusal: it is none.
    """
    try:
        amount = Decimal(wanted[name]) if isinstance(wanted.get(name), str) else Decimal(0)
    except InvalidOperation:
        amount = Decimal(0)
    if not amount.is_finite() or amount <= 0:
        raise Refusal(422, name, "The amount should be a positive decimal string")
    return amount


def get(world: World, invoice_id: str) -> Row:
    """The invoice.

    Raises:
        Refusal: there is none.
    """
    found = world.find("invoices", invoice_id)
    if found is None:
        raise Refusal(404, "invoice-not-found", "The invoice was not found")
    return found


def select(world: World, question: Question) -> list[Row]:
    """The invoices that a list asks for, newest first."""
    order, status = question.asked("orderId"), question.asked("status")
    since, until = question.asked("startDate", "0"), question.asked("endDate", "99999999999")
    rows = [
        row
        for row in reversed(world.rows("invoices"))
        if order in {"", row["metadata"].get("orderId")}
        and status in {"", row["status"]}
        and int(since) <= row["created"] <= int(until)
    ]
    skip, take = int(question.asked("skip", "0")), int(question.asked("take", "50"))
    return rows[skip : skip + take]


def shown(row: Row, settings: Settings) -> Row:
    """An invoice as the API shows it."""
    return {
        "id": row["id"],
        "storeId": settings.store_id,
        "amount": row["amount"],
        "paidAmount": str(_paid(row) * Decimal(RATES[row["currency"]])),
        "currency": row["currency"],
        "type": "Standard",
        "checkoutLink": f"{settings.base_url}/i/{row['id']}",
        "createdTime": row["created"],
        "expirationTime": row["expires"],
        "monitoringExpiration": row["watched_until"],
        "status": row["status"],
        "additionalStatus": row["additional"],
        "availableStatusesForManualMarking": ["Settled", "Invalid"],
        "archived": False,
        "metadata": row["metadata"],
    }


def ways(row: Row) -> list[Row]:
    """The ways to pay an invoice, with what was paid; what has vanished is not accounted."""
    coins = [one for one in row["payments"] if one["status"] != "Invalid"]
    paid = _paid(row)
    return [
        {
            "paymentMethodId": WAY,
            "currency": "BTC",
            "destination": row["address"],
            "paymentLink": f"bitcoin:{row['address']}?amount={due(row)}",
            "rate": RATES[row["currency"]],
            "paymentMethodPaid": str(paid),
            "totalPaid": str(paid),
            "due": str(due(row) - paid),
            "amount": str(due(row)),
            "paymentMethodFee": "0",
            "activated": True,
            "payments": [
                {
                    "id": one["id"],
                    "receivedDate": int(one["at"]),
                    "value": one["value"],
                    "fee": "0",
                    "status": one["status"],
                    "destination": row["address"],
                }
                for one in coins
            ],
        }
    ]


def due(row: Row) -> Decimal:
    """What an invoice asks for in bitcoin, rounded up to a satoshi."""
    exact = Decimal(row["amount"]) / Decimal(RATES[row["currency"]])
    return exact.quantize(_SATOSHI, rounding=ROUND_CEILING)


def _paid(row: Row, *states: str) -> Decimal:
    wanted = states or ("Processing", "Settled")
    coins = (Decimal(one["value"]) for one in row["payments"] if one["status"] in wanted)
    return sum(coins, Decimal(0))


def pay(world: World, settings: Settings, row: Row, value: Decimal) -> None:
    """Somebody sends ``value`` bitcoin to the invoice's address.

    Raises:
        Refusal: nobody watches the address any more.
    """
    if world.now >= row["watched_until"]:
        raise Refusal(400, "not-watched", "This address is not watched any more")
    is_late = row["status"] == "Expired"
    coin = {
        "id": new_id(64).lower() + "-0",
        "value": str(value.quantize(_SATOSHI)),
        "status": "Processing",
        "at": world.now,
    }
    row["payments"].append(coin)
    _tell(world, settings, row, "InvoiceReceivedPayment", afterExpiration=is_late)
    _look(world, settings, row)


def _look(world: World, settings: Settings, row: Row) -> None:
    """What the payments that are there make of an invoice."""
    paid, wanted = _paid(row), due(row)
    if row["status"] == "Expired":
        row["additional"] = "PaidLate" if paid >= wanted else "PaidPartial" if paid else "None"
    if row["status"] == "New" and paid >= wanted:
        row["status"] = "Processing"
        row["additional"] = "PaidOver" if paid > wanted else "None"
        _tell(world, settings, row, "InvoiceProcessing", overPaid=paid > wanted)
    if row["status"] == "Processing":
        row["additional"] = "PaidOver" if paid > wanted else "None"
        if _paid(row, "Settled") >= wanted and not _paid(row, "Processing"):
            row["status"] = "Settled"
            over = {"overPaid": paid > wanted, "manuallyMarked": False}
            _tell(world, settings, row, "InvoiceSettled", **over)


def confirm(world: World, settings: Settings, row: Row) -> None:
    """The chain has buried every payment deep enough."""
    for coin in row["payments"]:
        if coin["status"] == "Processing":
            coin["status"] = "Settled"
            is_late = coin["at"] >= row["expires"]
            _tell(world, settings, row, "InvoicePaymentSettled", afterExpiration=is_late)
    _look(world, settings, row)


def reorganise(world: World, settings: Settings, row: Row) -> None:
    """The chain has taken another way: the payments are not in it, and never will be."""
    for coin in row["payments"]:
        coin["status"] = "Invalid"
    if row["status"] in {"Processing", "Settled"}:
        row["status"], row["additional"] = "Invalid", "None"
        _tell(world, settings, row, "InvoiceInvalid", manuallyMarked=False)
    else:
        _look(world, settings, row)


def mark(world: World, settings: Settings, row: Row, status: str) -> None:
    """Somebody at the shop says how it stands.

    Raises:
        Refusal: no such status.
    """
    if status not in {"Settled", "Invalid"}:
        raise Refusal(422, "status", "Status can only be marked to invalid or settled")
    row["status"], row["additional"] = status, "Marked"
    _tell(world, settings, row, f"Invoice{status}", manuallyMarked=True)


def let_time_pass(world: World, settings: Settings) -> None:
    """Expire what nobody paid in time, and confirm what the chain has had time for."""
    for row in world.rows("invoices"):
        if row["status"] == "New" and world.now >= row["expires"]:
            partly = bool(_paid(row))
            row["status"], row["additional"] = "Expired", "PaidPartial" if partly else "None"
            _tell(world, settings, row, "InvoiceExpired", partiallyPaid=partly)
        wait = settings.confirm_seconds
        waiting = [one for one in row["payments"] if one["status"] == "Processing"]
        if wait and waiting and all(one["at"] + wait <= world.now for one in waiting):
            confirm(world, settings, row)


def _tell(world: World, settings: Settings, row: Row, kind: str, **more: Any) -> None:
    announce(world, settings, kind, invoiceId=row["id"], metadata=row["metadata"], **more)

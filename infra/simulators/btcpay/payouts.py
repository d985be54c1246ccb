"""Pull payments and the payouts that are made out of them.

Source: the Greenfield API's sections on pull payments and payouts. What is set aside in a pull
payment can be paid out once; the same destination is not paid twice at a time.
"""

from decimal import ROUND_DOWN, Decimal

from infra.simulators.btcpay.exchange import Question, Refusal, Settings, given
from infra.simulators.btcpay.invoices import RATES, WAY, amount_of
from infra.simulators.btcpay.state import Row, World, new_id
from infra.simulators.btcpay.webhooks import announce

_WAITING = frozenset({"AwaitingApproval", "AwaitingPayment"})
_ALIVE = _WAITING | {"InProgress"}


def set_aside(world: World, question: Question) -> Row:
    """A new pull payment.

    Raises:
        Refusal: as BTCPay would.
    """
    wanted = given(question)
    currency = str(wanted.get("currency") or "")
    if currency not in RATES:
        raise Refusal(422, "currency", "Invalid currency")
    if any(one != WAY for one in wanted.get("payoutMethods") or []):
        raise Refusal(422, "payoutMethods", "Invalid payout method")
    row: Row = {
        "id": new_id(27),
        "name": wanted.get("name"),
        "amount": str(amount_of(wanted, "amount")),
        "currency": currency,
        "archived": False,
    }
    world.rows("pulls").append(row)
    return row


def archive(world: World, settings: Settings, pull_id: str) -> None:
    """Close a pull payment: what is not under way is cancelled, and nothing more can be claimed.

    Raises:
        Refusal: there is none.
    """
    pull = world.find("pulls", pull_id)
    if pull is None:
        raise Refusal(404, "pullpayment-not-found", "The pull payment was not found")
    pull["archived"] = True
    for row in world.rows("payouts"):
        if row["pullPaymentId"] == pull_id and row["state"] in _WAITING:
            cancel(world, settings, row)


def open_pulls(world: World, question: Question) -> list[Row]:
    """The pull payments, without the closed ones unless they are asked for."""
    with_closed = question.asked("includeArchived") == "true"
    return [row for row in world.rows("pulls") if with_closed or not row["archived"]]


def shown_pull(row: Row, settings: Settings) -> Row:
    """A pull payment as the API shows it."""
    link = f"{settings.base_url}/pull-payments/{row['id']}"
    return {**row, "viewLink": link, "autoApproveClaims": False}


def claim(world: World, settings: Settings, question: Question) -> Row:
    """A new payout.

    Raises:
        Refusal: as BTCPay would.
    """
    wanted = given(question)
    pull = world.find("pulls", str(wanted.get("pullPaymentId")))
    if pull is None:
        raise Refusal(404, "pullpayment-not-found", "The pull payment was not found")
    destination = str(wanted.get("destination") or "")
    amount = amount_of(wanted, "amount")
    _check(world, pull, wanted, destination, amount)
    coins = amount / Decimal(RATES[pull["currency"]])
    row: Row = {
        "id": new_id(27),
        "revision": 0,
        "pullPaymentId": pull["id"],
        "date": int(world.now),
        "destination": destination,
        "originalCurrency": pull["currency"],
        "originalAmount": str(amount),
        "payoutCurrency": "BTC",
        "payoutAmount": str(coins.quantize(Decimal("0.00000001"), rounding=ROUND_DOWN)),
        "payoutMethodId": WAY,
        "state": "AwaitingPayment" if wanted.get("approved") else "AwaitingApproval",
        "paymentProof": None,
        "metadata": wanted.get("metadata") or {},
    }
    world.rows("payouts").append(row)
    _tell(world, settings, row, "PayoutCreated")
    if row["state"] == "AwaitingPayment":
        _tell(world, settings, row, "PayoutApproved")
    return row


def _check(world: World, pull: Row, wanted: Row, destination: str, amount: Decimal) -> None:
    if pull["archived"]:
        raise Refusal(400, "archived", "The pull payment has been archived")
    if wanted.get("payoutMethodId") != WAY:
        raise Refusal(400, "payment-method-not-supported", "This method is not supported")
    if not (destination.startswith(("bc1", "1", "3")) and 26 <= len(destination) <= 62):
        raise Refusal(422, "destination", "Invalid destination")
    alive = [row for row in world.rows("payouts") if row["state"] in _ALIVE]
    if any(row["destination"] == destination for row in alive):
        raise Refusal(400, "duplicate-destination", "This destination is being paid already")
    taken = [
        Decimal(row["originalAmount"])
        for row in world.rows("payouts")
        if row["pullPaymentId"] == pull["id"] and row["state"] != "Cancelled"
    ]
    if sum(taken, amount) > Decimal(pull["amount"]):
        raise Refusal(400, "overdraft", "The payout amount exceeds what is set aside")


def get(world: World, payout_id: str) -> Row:
    """The payout.

    Raises:
        Refusal: there is none.
    """
    found = world.find("payouts", payout_id)
    if found is None:
        raise Refusal(404, "payout-not-found", "The payout was not found")
    return found


def of_pull(world: World, question: Question, pull_id: str) -> list[Row]:
    """The payouts made out of a pull payment.

    Raises:
        Refusal: there is no such pull payment.
    """
    if world.find("pulls", pull_id) is None:
        raise Refusal(404, "pullpayment-not-found", "The pull payment was not found")
    with_cancelled = question.asked("includeCancelled") == "true"
    return [
        row
        for row in world.rows("payouts")
        if row["pullPaymentId"] == pull_id and (with_cancelled or row["state"] != "Cancelled")
    ]


def cancel(world: World, settings: Settings, row: Row) -> None:
    """Take a payout back.

    Raises:
        Refusal: it is under way or made.
    """
    if row["state"] not in _WAITING | {"Cancelled"}:
        raise Refusal(400, "invalid-state", "The payout cannot be cancelled any more")
    if row["state"] != "Cancelled":
        row["state"] = "Cancelled"
        _tell(world, settings, row, "PayoutUpdated")


def send(world: World, settings: Settings, row: Row) -> None:
    """The coins are on their way, and not confirmed yet.

    Raises:
        Refusal: it does not wait for that.
    """
    if row["state"] != "AwaitingPayment":
        raise Refusal(400, "invalid-state", "The payout does not wait for its payment")
    row["state"] = "InProgress"
    _tell(world, settings, row, "PayoutUpdated")


def complete(world: World, settings: Settings, row: Row) -> None:
    """The coins have been sent, out of the wallet."""
    row["state"] = "Completed"
    row["paymentProof"] = {"proofType": "PayoutTransactionOnChainBlob", "id": new_id(64).lower()}
    left = Decimal(world.kept["wallet"]) - Decimal(row["payoutAmount"])
    world.kept["wallet"] = str(left)
    _tell(world, settings, row, "PayoutUpdated")


def wallet(world: World) -> Row:
    """What the hot wallet holds, in coins."""
    coins = str(world.kept["wallet"])
    return {"balance": coins, "confirmedBalance": coins, "unconfirmedBalance": "0"}


def prices(question: Question) -> list[Row]:
    """What a coin costs, for each pair that is asked for."""
    found = []
    for pair in question.asked_all("currencyPair"):
        coin, _, currency = pair.partition("_")
        rate = str(RATES[currency]) if coin == "BTC" and currency in RATES else None
        errors = [] if rate else ["NoRateFound"]
        found.append({"currencyPair": pair, "errors": errors, "rate": rate})
    return found


def let_time_pass(world: World, settings: Settings) -> None:
    """Send what the wallet has had time for."""
    for row in world.rows("payouts"):
        is_due = row["date"] + settings.payout_seconds <= world.now
        covered = Decimal(row["payoutAmount"]) <= Decimal(world.kept["wallet"])
        waits = row["state"] == "AwaitingPayment" and covered
        if settings.payout_seconds and waits and is_due:
            complete(world, settings, row)


def _tell(world: World, settings: Settings, row: Row, kind: str) -> None:
    announce(
        world,
        settings,
        kind,
        payoutId=row["id"],
        pullPaymentId=row["pullPaymentId"],
        payoutState=row["state"],
    )

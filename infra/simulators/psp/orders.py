"""Orders: pages that are asked for, and what payers do on them.

Source: docs/psp-open-protocol.md. Whoever asks proves it by the token and the signature.
"""

import json
import secrets
from decimal import Decimal
from typing import Any

from infra.simulators.psp.notices import plan, signed
from infra.simulators.psp.state import Row, World


class Refusal(Exception):
    """No page: why, and the status of the answer."""

    def __init__(self, message: str, status: int = 200) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def open_page(world: World, token: str, body: str) -> Row:
    """The order that is asked for; asked again, the same one.

    Raises:
        Refusal: the asking is not in order.
    """
    merchant = world.kept["merchant"]
    if not merchant or not secrets.compare_digest(token, merchant["token"]):
        raise Refusal("unknown token", 401)
    asked: dict[str, Any] = json.loads(body)
    if asked.get("sign") != signed(asked, merchant["token"])["sign"]:
        raise Refusal("bad sign", 401)
    if asked.get("merchant_id") != merchant["merchant_id"]:
        raise Refusal("unknown merchant")
    if any(not isinstance(value, str) for value in asked.values()):
        raise Refusal("every value is a text")
    known = next(
        (one for one in world.rows("orders") if one["order_no"] == asked["order_no"]), None
    )
    if known is not None:
        if known["asked"] != asked:
            raise Refusal("this order was asked for otherwise")
        return known
    row: Row = {
        "page": secrets.token_hex(10),
        "order_no": asked["order_no"],
        "asked": asked,
        "transactions": 0,
    }
    world.rows("orders").append(row)
    return row


def act(world: World, row: Row, what: str) -> None:
    """What a payer, or the provider itself, does to an order."""
    amount, currency = row["asked"]["amount"], row["asked"]["currency"]
    if what == "pay":
        _tell(world, row, 1, amount, currency)
    elif what == "fail":
        _tell(world, row, 0, amount, currency)
    elif what == "wait":
        _tell(world, row, 2, amount, currency)
    elif what == "short":
        _tell(world, row, 1, str((Decimal(amount) / 2).quantize(Decimal(amount))), currency)
    elif what == "other_currency":
        _tell(world, row, 1, amount, "EUR" if currency != "EUR" else "USD")
    elif what == "twice":
        _tell(world, row, 1, amount, currency)
        _tell(world, row, 1, amount, currency)


def _tell(world: World, row: Row, status: int, amount: str, currency: str) -> None:
    row["transactions"] += 1
    merchant = world.kept["merchant"]
    notice = {
        "merchant_id": merchant["merchant_id"],
        "order_no": row["order_no"],
        "transaction_id": f"T{row['page'][:8]}-{row['transactions']}",
        "amount": amount,
        "currency": currency,
        "time": int(world.now * 1000),
        "status": status,
        "user_id": row["asked"].get("user_id", ""),
    }
    plan(world, notice)

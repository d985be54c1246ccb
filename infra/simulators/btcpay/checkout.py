"""The hosted page of an invoice: what the payer sees, and buttons for what may happen to it."""

from decimal import Decimal
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import parse_qs

from infra.simulators.btcpay import invoices
from infra.simulators.btcpay.exchange import Question, Refusal, Reply, Settings
from infra.simulators.btcpay.state import Row, State, World

_HERE = Path(__file__).parent
_PAGE = Template((_HERE / "checkout.html").read_text())
_STYLE = (_HERE / "checkout.css").read_text()
_HEADERS = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_WORDS = {
    "New": "Waiting for your payment",
    "Processing": "Payment seen, waiting for confirmations",
    "Settled": "Paid",
    "Expired": "This invoice has expired",
    "Invalid": "The payment did not confirm",
}
_PARTS = {"pay": Decimal(1), "underpay": Decimal("0.5"), "overpay": Decimal("1.2")}


class Checkout:
    """Everything under ``/i/``."""

    def __init__(self, state: State, settings: Settings) -> None:
        self._state = state
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Show the page, or do what its button says."""
        if question.path == "/i/checkout.css":
            return Reply(200, _STYLE, kind="text/css; charset=utf-8")
        try:
            with self._state.work() as world:
                row = invoices.get(world, question.path.rsplit("/", 1)[-1])
                if question.method == "POST":
                    act = parse_qs(question.body).get("act", [""])[0]
                    self._act(world, row, act)
                    return Reply(303, "", headers={"location": question.path})
                return _page(row)
        except Refusal as refusal:
            return Reply(refusal.status, escape(refusal.message), kind="text/plain; charset=utf-8")

    def _act(self, world: World, row: Row, act: str) -> None:
        if act in _PARTS:
            invoices.pay(world, self._settings, row, invoices.due(row) * _PARTS[act])
        elif act == "confirm":
            invoices.confirm(world, self._settings, row)
        elif act == "reorg":
            invoices.reorganise(world, self._settings, row)
        elif act == "expire":
            row["expires"] = min(row["expires"], int(world.now))
            invoices.let_time_pass(world, self._settings)


def _page(row: Row) -> Reply:
    back = row["redirect"]
    link = f'<a class="back" href="{escape(back)}">&larr; Back to the shop</a>' if back else ""
    html = _PAGE.substitute(
        back=link,
        what=escape(str(row["metadata"].get("itemDesc") or "")),
        amount=escape(f"{row['amount']} {row['currency']}"),
        coins=escape(f"{invoices.due(row):f} BTC"),
        address=escape(row["address"]),
        status=escape(row["status"]),
        words=escape(_WORDS[row["status"]]),
        paid=escape(f"{Decimal(invoices.ways(row)[0]['totalPaid']):f} BTC"),
    )
    return Reply(200, html, kind="text/html; charset=utf-8", headers=dict(_HEADERS))

"""What becomes of a client's money: the books stay and name nobody; to whom it was paid goes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from chalicelib.approvals import public as approvals
from chalicelib.approvals.public import RequestType
from chalicelib.core.keeping import Keeper, Kept, Part, Run, of_nobody
from chalicelib.core.paging import PageRequest
from chalicelib.funds.model.deposits import Callback
from chalicelib.funds.model.details import DetailsStatus
from chalicelib.funds.store import (
    client_transfers,
    conversions,
    deposits,
    details,
    payouts,
    transactions,
    transfers,
    wallets,
    withdrawals,
)
from chalicelib.storage.keeping import SLICE, every, part
from chalicelib.storage.unit import Unit

_PAYING = ("hold_id", "check_at", "redirect_url")


def _ids(client_id: str, kind: RequestType) -> Iterator[str]:
    return (one.id for one in every(lambda page: approvals.of_client(client_id, page, kind)))


def _copied(client_id: str) -> Iterator[Part]:
    own = wallets.of_client(client_id)
    yield part("wallets", own, "flags", "chain_hash", "sequence")
    held = [one.currency for one in own]
    moved = every(lambda page: transactions.page(client_id, held, None, None, None, page))
    yield part("transactions", moved if held else ())
    found = map(deposits.get, _ids(client_id, RequestType.DEPOSIT))
    yield part("deposits", found, *_PAYING)
    paid = map(withdrawals.get, _ids(client_id, RequestType.WITHDRAWAL))
    yield part("withdrawals", paid, *_PAYING)
    sent = map(payouts.find, _ids(client_id, RequestType.WITHDRAWAL))
    yield part("payouts", filter(None, sent), "aside", *_PAYING)
    asked = list(_ids(client_id, RequestType.TRANSFER))
    turned = [one for one in asked if conversions.is_one(one)]
    given = [one for one in asked if client_transfers.is_one(one)]
    between = (transfers.get(one) for one in asked if one not in {*turned, *given})
    yield part("transfers", between, *_PAYING)
    yield part("conversions", map(conversions.get, turned), *_PAYING)
    yield part("client_transfers", map(client_transfers.get, given), "target", *_PAYING)
    saved = map(details.get, _ids(client_id, RequestType.WITHDRAWAL_DETAILS))
    yield part("withdrawal_details", saved, "sensitive", "waiting")


_Blank = Callable[[Unit, str], None]


def _each(
    run: Run, client_id: str, kind: RequestType, cursor: str | None, blank: _Blank
) -> str | None:
    page = approvals.of_client(client_id, PageRequest(SLICE, cursor), kind)
    for request in page.items:
        _one(run, blank, request.id)
    return page.next_cursor


def _one(run: Run, blank: _Blank, request_id: str) -> None:
    run(lambda unit: blank(unit, request_id))


def _details_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    def blank(unit: Unit, request_id: str) -> None:
        before = details.get(request_id)
        after = replace(before, label="", fields={}, status=DetailsStatus.DELETED)
        if after != before:
            details.change(unit, before, after)

    return _each(run, client_id, RequestType.WITHDRAWAL_DETAILS, cursor, blank)


def _withdrawals_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    def blank(unit: Unit, request_id: str) -> None:
        before, payout = withdrawals.get(request_id), payouts.find(request_id)
        if payout is not None and payout.payout_reference:
            for callback in deposits.callbacks_about(payout.payout_reference):
                _emptied(unit, callback)
        if before.details_label:
            withdrawals.change(unit, before, replace(before, details_label=""))

    return _each(run, client_id, RequestType.WITHDRAWAL, cursor, blank)


def _deposits_erased(run: Run, client_id: str, cursor: str | None) -> str | None:
    def blank(unit: Unit, request_id: str) -> None:
        before = deposits.get(request_id)
        for reference in {before.id, before.psp_reference}:
            for callback in deposits.callbacks_about(reference):
                _emptied(unit, callback)
        after = replace(before, values={}, payment_facts={}, redirect_url=None)
        if after != before:
            deposits.change(unit, before, after)

    return _each(run, client_id, RequestType.DEPOSIT, cursor, blank)


def _emptied(unit: Unit, callback: Callback) -> None:
    if callback.body:
        deposits.change_callback(unit, callback, replace(callback, body=""))


_BOOKS = "books: an entry names ids, never people"
KEEPER = Keeper(
    "funds",
    (
        Kept("Wallet", "wallets", why=_BOOKS),
        Kept("Transaction", "transactions", why=_BOOKS),
        Kept("Deposit", "deposits", erased=True, why="the books' side of it stays"),
        Kept("Withdrawal", "withdrawals", erased=True, why="the books' side of it stays"),
        Kept("Payout", "payouts", why=_BOOKS),
        Kept("Transfer", "transfers", why=_BOOKS),
        Kept("Conversion", "conversions", why=_BOOKS),
        Kept("ClientTransfer", "client_transfers", why=_BOOKS),
        Kept("WithdrawalDetails", "withdrawal_details", erased=True, why="method and times stay"),
        Kept("Callback", erased=True, why="the provider's words, copied as the deposit tells them"),
        *of_nobody(_BOOKS, "Entry", "WalletLine", "Hold", "Adjustment", "AccountOperation"),
        *of_nobody(
            "counts and pointers by a client's id",
            "Allowance",
            "DailyCount",
            "Sources",
            "DefaultDetails",
            "Intent",
            "SameComment",
            "SentToday",
        ),
        *of_nobody("which token of an integration is good", "PspKey"),
        *of_nobody("books: ids, amounts and reasons of the staff", "Refund", "Unmatched"),
        *of_nobody("what the market says", "RateFeed"),
        *of_nobody("the proof that the books are right", "Pass", "Break", "Seal", "SealChunk"),
    ),
    _copied,
    (_details_erased, _withdrawals_erased, _deposits_erased),
)

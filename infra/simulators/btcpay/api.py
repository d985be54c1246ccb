"""The Greenfield API from outside: who may ask, what for, and what goes wrong on the way."""

import re
import secrets
from collections.abc import Callable
from typing import Any

from infra.simulators.btcpay import invoices, payouts
from infra.simulators.btcpay.exchange import Question, Refusal, Reply, Settings, answer, given
from infra.simulators.btcpay.faults import after, before, take_answer_fault
from infra.simulators.btcpay.invoices import WAY
from infra.simulators.btcpay.state import State, World

_Act = Callable[[World, Settings, Question, str], Any]


class Api:
    """Everything under ``/api/v1/``."""

    def __init__(self, state: State, settings: Settings) -> None:
        self._state = state
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Do what is asked, spoiled by the fault that is switched on for it."""
        with self._state.work() as world:
            fault = take_answer_fault(world, question.line)
        return before(fault) or after(fault, self._honest(question))

    def _honest(self, question: Question) -> Reply:
        try:
            with self._state.work() as world:
                return answer(200, self._perform(world, question))
        except Refusal as refusal:
            return refusal.reply
        except ValueError as error:
            return Refusal(400, "generic-error", str(error)).reply

    def _perform(self, world: World, question: Question) -> Any:
        for method, pattern, act in _ROUTES:
            match = re.fullmatch(pattern, question.path)
            if match and method == question.method:
                named = match.groupdict()
                if "store" in named:
                    self._authenticate(question, named["store"])
                return act(world, self._settings, question, named.get("id", ""))
        raise Refusal(404, "not-found", f"Nothing answers {question.line}")

    def _authenticate(self, question: Question, store: str) -> None:
        """The public routes of pull payments need no key, like BTCPay's."""
        scheme, _, key = question.headers.get("authorization", "").partition(" ")
        if scheme != "token" or not secrets.compare_digest(key, self._settings.api_key):
            raise Refusal(401, "unauthenticated", "Authentication is required")
        if store != self._settings.store_id:
            raise Refusal(403, "missing-permission", "Insufficient API permissions")


def _create_invoice(world: World, settings: Settings, question: Question, _: str) -> Any:
    return invoices.shown(invoices.create(world, settings, question), settings)


def _list_invoices(world: World, settings: Settings, question: Question, _: str) -> Any:
    return [invoices.shown(row, settings) for row in invoices.select(world, question)]


def _get_invoice(world: World, settings: Settings, _: Question, invoice_id: str) -> Any:
    return invoices.shown(invoices.get(world, invoice_id), settings)


def _get_ways(world: World, _settings: Settings, _: Question, invoice_id: str) -> Any:
    return invoices.ways(invoices.get(world, invoice_id))


def _mark_invoice(world: World, settings: Settings, question: Question, invoice_id: str) -> Any:
    row = invoices.get(world, invoice_id)
    invoices.mark(world, settings, row, str(given(question).get("status")))
    return invoices.shown(row, settings)


def _create_pull(world: World, settings: Settings, question: Question, _: str) -> Any:
    return payouts.shown_pull(payouts.set_aside(world, question), settings)


def _list_pulls(world: World, settings: Settings, question: Question, _: str) -> Any:
    return [payouts.shown_pull(row, settings) for row in payouts.open_pulls(world, question)]


def _archive_pull(world: World, settings: Settings, _: Question, pull_id: str) -> Any:
    payouts.archive(world, settings, pull_id)


def _wallet(world: World, _settings: Settings, _question: Question, _: str) -> Any:
    return payouts.wallet(world)


def _prices(_world: World, _settings: Settings, question: Question, _: str) -> Any:
    return payouts.prices(question)


def _claim(world: World, settings: Settings, question: Question, _: str) -> Any:
    return payouts.claim(world, settings, question)


def _claims_of(world: World, _settings: Settings, question: Question, pull_id: str) -> Any:
    return payouts.of_pull(world, question, pull_id)


def _get_payout(world: World, _settings: Settings, _: Question, payout_id: str) -> Any:
    return payouts.get(world, payout_id)


def _cancel_payout(world: World, settings: Settings, _: Question, payout_id: str) -> Any:
    payouts.cancel(world, settings, payouts.get(world, payout_id))


_STORE = r"/api/v1/stores/(?P<store>\w+)"
_ID = r"/(?P<id>\w+)"
_ROUTES: tuple[tuple[str, str, _Act], ...] = (
    ("POST", f"{_STORE}/invoices", _create_invoice),
    ("GET", f"{_STORE}/invoices", _list_invoices),
    ("GET", f"{_STORE}/invoices{_ID}", _get_invoice),
    ("GET", f"{_STORE}/invoices{_ID}/payment-methods", _get_ways),
    ("POST", f"{_STORE}/invoices{_ID}/status", _mark_invoice),
    ("POST", f"{_STORE}/pull-payments", _create_pull),
    ("GET", f"{_STORE}/pull-payments", _list_pulls),
    ("DELETE", f"{_STORE}/pull-payments{_ID}", _archive_pull),
    ("GET", f"/api/v1/pull-payments{_ID}/payouts", _claims_of),
    ("GET", f"{_STORE}/payment-methods/{WAY}/wallet", _wallet),
    ("GET", f"{_STORE}/rates", _prices),
    ("POST", f"{_STORE}/payouts", _claim),
    ("GET", f"{_STORE}/payouts{_ID}", _get_payout),
    ("DELETE", f"{_STORE}/payouts{_ID}", _cancel_payout),
)

"""Sumsub's API from outside: who may ask, and the faults on answers.

Owns: the app token, the signature and its clock. Refuses: what is asked (`applicants`). Source:
docs.sumsub.com/reference/authentication.
"""

import hashlib
import hmac
import json
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, unquote

from infra.simulators.kit import faults
from infra.simulators.kit.exchange import Question, Reply, json_reply
from infra.simulators.kit.store import simulated_time
from infra.simulators.sumsub import applicants
from infra.simulators.sumsub.faults import take_answer_fault
from infra.simulators.sumsub.store import Store
from infra.simulators.sumsub.world import Settings, SumsubRefusal, World


class Api:
    """Everything under ``/resources/``."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Do what is asked, spoiled by the fault that is switched on for it."""
        with self._store.work() as work:
            fault = take_answer_fault(work, question.line)
        early = faults.before(fault, _broken)
        return early or faults.after(fault, self._honest(question), _broken)

    def _honest(self, question: Question) -> Reply:
        """The answer and all its effects, in one transaction."""
        try:
            with self._store.work() as work:
                world = World(work, simulated_time(work), self._settings)
                _authenticate(world, question)
                status, body = _perform(world, question)
                return json_reply(status, body)
        except SumsubRefusal as refusal:
            return json_reply(refusal.status, refusal.body)


def _authenticate(world: World, question: Question) -> None:
    """The token, then the time, then the signature, as the vendor reports them."""
    token = question.headers.get("x-app-token", "")
    if token != world.settings.app_token:
        raise SumsubRefusal(401, "Invalid app token", "app-token-invalid", 4000)
    stamp = question.headers.get("x-app-access-ts", "")
    if not stamp.isdecimal() or abs(int(stamp) - world.now) > world.settings.skew_seconds:
        raise SumsubRefusal(401, "Request timestamp is off", "app-token-expired", 4002)
    given = question.headers.get("x-app-access-sig", "")
    digest = hmac.new(world.settings.secret_key.encode(), digestmod=hashlib.sha256)
    for part in (stamp, question.method, question.target):
        digest.update(part.encode())
    digest.update(question.body)
    if digest.hexdigest() != given:
        raise SumsubRefusal(401, "Signature mismatch", "app-token-signature-mismatch", 4003)


def _perform(world: World, question: Question) -> tuple[int, Any]:
    """Find who does it. Paths are matched as sent, as their signature was."""
    if question.line == "POST /resources/applicants":
        level = parse_qs(question.query).get("levelName", [""])[0]
        return 201, applicants.create(world, level, _json(question))
    if question.line == "POST /resources/sdkIntegrations/levels/-/websdkLink":
        return 200, applicants.make_link(world, _json(question))
    if question.method == "GET":
        if match := re.fullmatch(
            "/resources/applicants/-;externalUserId=([^/]+)/one", question.path
        ):
            return 200, applicants.called(world, unquote(match[1]))
        if match := re.fullmatch("/resources/applicants/([0-9a-f]+)/one", question.path):
            return 200, applicants.get(world, match[1])
    raise SumsubRefusal(404, f"No handler for {question.line}")


def _json(question: Question) -> dict[str, Any]:
    try:
        body = json.loads(question.body)
    except ValueError as error:
        raise SumsubRefusal(400, "The body is not JSON") from error
    if not isinstance(body, dict):
        raise SumsubRefusal(400, "The body is not an object")
    return body


def _broken(status: int) -> Reply:
    """What a failing vendor says."""
    text = "Too many requests" if status == HTTPStatus.TOO_MANY_REQUESTS else "Something went wrong"
    return json_reply(status, SumsubRefusal(status, text).body)

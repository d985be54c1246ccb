"""Twilio's two APIs from outside: who may ask, what for, and what goes wrong on the way."""

import base64
import binascii
import re
import secrets

from infra.simulators.kit import faults
from infra.simulators.kit.exchange import Question, Reply
from infra.simulators.twilio import texts, verify
from infra.simulators.twilio.exchange import Refusal, Settings
from infra.simulators.twilio.faults import broken, take_answer_fault
from infra.simulators.twilio.state import State, World

_VERIFY = re.compile(r"/v2/Services/(\w+)(?:/(Verifications|VerificationCheck)(?:/(\w+))?)?")
_MESSAGES = re.compile(r"/2010-04-01/Accounts/(\w+)/Messages(?:/(\w+))?\.json")


class Api:
    """Everything under ``/v2/`` and ``/2010-04-01/``."""

    def __init__(self, state: State, settings: Settings) -> None:
        self._state = state
        self._settings = settings

    def answer(self, question: Question) -> Reply:
        """Do what is asked, spoiled by the fault that is switched on for it."""
        with self._state.work() as world:
            fault = take_answer_fault(world, question.path)
        early = faults.before(fault, broken)
        return early or faults.after(fault, self._honest(question), broken)

    def _honest(self, question: Question) -> Reply:
        try:
            self._authenticate(question)
            with self._state.work() as world:
                # A refusal is an answer, not an accident: what it counted is kept.
                try:
                    return self._perform(world, question)
                except Refusal as refusal:
                    return refusal.reply
        except Refusal as refusal:
            return refusal.reply

    def _authenticate(self, question: Question) -> None:
        scheme, _, credentials = question.headers.get("authorization", "").partition(" ")
        try:
            given = base64.b64decode(credentials, validate=True)
        except binascii.Error:
            given = b""
        known = [
            (self._settings.account_sid, self._settings.auth_token),
            (self._settings.api_key_sid, self._settings.api_key_secret),
        ]
        good = [secrets.compare_digest(given, f"{user}:{word}".encode()) for user, word in known]
        if scheme.lower() != "basic" or not any(good):
            raise Refusal(401, 20003, "Authenticate")

    def _perform(self, world: World, question: Question) -> Reply:
        if found := _VERIFY.fullmatch(question.path):
            return self._verify(world, question, found)
        if found := _MESSAGES.fullmatch(question.path):
            if found[1] != self._settings.account_sid:
                raise Refusal(404, 20404, f"The requested resource {question.path} was not found")
            if question.method == "POST" and not found[2]:
                return texts.send(world, self._settings, question)
            if question.method == "GET" and found[2]:
                return texts.read(world, question, found[2])
        raise Refusal(404, 20404, f"The requested resource {question.path} was not found")

    def _verify(self, world: World, question: Question, found: re.Match[str]) -> Reply:
        service, what, sid = found.groups()
        line = f"{question.method} {what or ''}"
        if service != self._settings.service_sid:
            raise Refusal(404, 20404, f"The requested resource {question.path} was not found")
        if line == "GET ":
            return verify.read_service(self._settings)
        if line == "POST Verifications" and sid:
            return verify.update(world, question, sid)
        if line == "POST Verifications":
            return verify.start(world, self._settings, question)
        if line == "POST VerificationCheck":
            return verify.check(world, question)
        if line == "GET Verifications" and sid:
            return verify.read(world, question, sid)
        raise Refusal(405, 20004, "Method not allowed")

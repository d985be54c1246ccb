"""Proving a number: a code goes there, and whoever reads it types it in.

The minute's pause is written before the vendor is asked, so that two requests at once send one
code; when the vendor could not be asked it is taken back, and the next try need not wait.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.gateways.phone.port import PhoneRefused, PhoneUnavailable
from chalicelib.phones import rules, store
from chalicelib.phones.model import PHONE_SERVICE, CodeOut, CodeSending, Origin, Proof
from chalicelib.phones.service.vendor import vendor
from chalicelib.settings import public as settings
from chalicelib.storage import limits, sealing
from chalicelib.storage.unit import Unit

_SEAL = "phone-proof"


def admit(origin: Origin) -> None:
    """Count one more wish for a code from an address, before anything about a number is told.

    Raises:
        Limited.
    """
    for allowance, window in rules.PER_ADDRESS:
        what = f"phone-code-ip-{int(window.total_seconds())}"
        limits.take(what, origin.ip, ports.now(), allowance=allowance, window=window)


def send_code(actor: Actor, number: str, language: str) -> CodeOut:
    """Send a code to ``number``; call `admit` before.

    Raises:
        Limited: again too soon, or too often. PhoneRefused: the number is not served.
        PhoneCodesExhausted, PhoneUnavailable.
    """
    whom = vendor()
    rules.check_resend(store.sending(number), ports.now())
    _take_limits(number)
    sent = ports.transact(actor, lambda unit: _note(unit, number))
    try:
        whom.send_code(number, language, actor.ip)
    except (PhoneUnavailable, PhoneRefused):
        ports.transact(actor, lambda unit: store.forget_sending(unit, sent))
        raise
    return CodeOut(sent.sent_at + rules.LIFETIME, sent.sent_at + rules.RESEND_AFTER)


def _take_limits(number: str) -> None:
    for allowance, window in rules.PER_NUMBER:
        what = f"phone-code-number-{int(window.total_seconds())}"
        limits.take(what, number, ports.now(), allowance=allowance, window=window)
    per_day = settings.value(PHONE_SERVICE).codes_per_day
    now = ports.now()
    limits.take("phone-codes", "broker", now, allowance=per_day, window=rules.BROKERS_DAY)


def _note(unit: Unit, number: str) -> CodeSending:
    earlier = store.sending(number)
    rules.check_resend(earlier, unit.now)
    after = CodeSending(number, unit.now)
    if earlier is not None:
        after = replace(earlier, sent_at=unit.now)
    return store.put_sending(unit, earlier, after)


def demand_code(actor: Actor, number: str, code: str) -> None:
    """Make sure that ``code`` is the one sent to ``number``; a right one is used up.

    Raises:
        PhoneCodeWrong, PhoneCodeGone, PhoneCodesExhausted, PhoneUnavailable, Limited.
    """
    allowance, window = rules.TRIES_PER_ADDRESS
    limits.take("phone-try-ip", actor.ip, ports.now(), allowance=allowance, window=window)
    if not vendor().is_right(number, code):
        raise rules.PhoneCodeWrong("this is not the code", field="phone_code")


def prove(actor: Actor, number: str, code: str) -> Proof:
    """Exchange the code that was sent to ``number`` for a proof that a form can carry.

    Raises:
        As `demand_code`.
    """
    demand_code(actor, number, code)
    expires_at = ports.now() + rules.PROOF_LIFETIME
    text = str(int(expires_at.timestamp()))
    return Proof(sealing.seal(text, purpose=_SEAL, context=number), expires_at)


def demand_proof(number: str, token: str) -> None:
    """Make sure that ``token`` proves ``number``.

    Raises:
        PhoneUnproven: it is none, of another number, or too old.
    """
    try:
        ends = int(sealing.unseal(token, purpose=_SEAL, context=number))
    except sealing.SealBroken:
        ends = 0
    if ports.now().timestamp() >= ends:
        raise rules.PhoneUnproven("prove this number by a code", field="phone_proof")

"""E-mailed codes: sent sealed to whoever mails them, kept as keyed hashes, used once.

Whether an address is known never shows: for an unknown one everything is done but the mail.
"""

from collections.abc import Callable
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.identity import store
from chalicelib.identity.model import Login, LoginStatus
from chalicelib.identity.model.codes import Code, CodePurpose, CodeSent, SlidePurpose
from chalicelib.identity.rules import codes as rules
from chalicelib.identity.rules.addresses import address
from chalicelib.identity.service import hashing, slides
from chalicelib.identity.store import codes as code_store
from chalicelib.messages.identity import CODE_SEAL, CodeIssued
from chalicelib.storage import limits, sealing
from chalicelib.storage.unit import Unit

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_PER_ADDRESS = {_HOUR: 6, _DAY: 20}
_PER_IP = {_HOUR: 40, _DAY: 200}


_SLIDES = {
    CodePurpose.REGISTRATION: SlidePurpose.REGISTRATION,
    CodePurpose.PASSWORD_RESET: SlidePurpose.PASSWORD_RESET,
}


def send_code(
    actor: Actor,
    purpose: CodePurpose,
    email: str,
    language: str,
    *,
    slide: str,
    realm: Realm = Realm.CLIENT,
    together: Callable[[Unit], None] | None = None,
) -> CodeSent:
    """See `public.send_code`."""
    to = address(email)
    rules.check_resend(code_store.code(realm, purpose, to), ports.now())
    if purpose in _SLIDES and actor.realm is not Realm.STAFF:
        slides.demand(actor, realm, _SLIDES[purpose], slide)
    whom = hashing.digest("code-limits", realm, purpose, to)
    for window in (_HOUR, _DAY):
        hours = window // _HOUR
        _take(f"code-ip-{hours}h", actor.ip, _PER_IP, window)
        _take(f"code-to-{hours}h", whom, _PER_ADDRESS, window)
    login = store.login_at(realm, to)

    def work(unit: Unit) -> CodeSent:
        earlier = code_store.code(realm, purpose, to)
        rules.check_resend(earlier, unit.now)
        digits = unit.ids.digits(rules.DIGITS)
        code = Code(
            realm=realm,
            purpose=purpose,
            email=to,
            digest=hashing.digest(*_behind(realm, purpose, to, digits)),
            sent_at=unit.now,
            ends_at=unit.now + rules.LIFETIME,
            tries_left=rules.TRIES,
        )
        code_store.put_code(unit, earlier, code)
        if _is_mailed(purpose, login):
            _mail(unit, code, digits, login, language)
        if together is not None:
            together(unit)
        return CodeSent(code.ends_at, code.sent_at + rules.RESEND_AFTER)

    return ports.transact(actor, work)


def _take(what: str, subject: str, allowances: dict[timedelta, int], window: timedelta) -> None:
    limits.take(what, subject, ports.now(), allowance=allowances[window], window=window)


def _is_mailed(purpose: CodePurpose, login: Login | None) -> bool:
    """Whether a mail goes out: to newcomers, to who can reset, and where nobody else is."""
    match purpose:
        case CodePurpose.REGISTRATION:
            return True
        case CodePurpose.EMAIL_CHANGE:
            return login is None
    return login is not None and login.status is not LoginStatus.REJECTED


def _mail(unit: Unit, code: Code, digits: str, login: Login | None, language: str) -> None:
    known = login if code.purpose is CodePurpose.PASSWORD_RESET else None
    unit.publish(
        CodeIssued(
            realm=code.realm,
            purpose=code.purpose,
            email=code.email,
            language=known.language if known else language,
            sealed_code=sealing.seal(digits, purpose=CODE_SEAL, context=code.email),
            expires_at=code.ends_at,
            subject_id=known.subject_id if known else "",
            name=known.name if known else "",
        )
    )


def _behind(realm: Realm, purpose: CodePurpose, email: str, digits: str) -> tuple[str, ...]:
    return "codes", realm, purpose, email, digits


def consume_code(
    unit: Unit, *, purpose: CodePurpose, email: str, code: str, realm: Realm = Realm.CLIENT
) -> None:
    """See `public.consume_code`."""
    to = address(email)
    sent = code_store.code(realm, purpose, to)
    if sent is None or not rules.is_waiting(sent, unit.now):
        raise rules.expired()
    if not hashing.is_stored(sent.digest, *_behind(realm, purpose, to, code)):
        # The caller's unit is about to fail; the try must be counted all the same.
        raise rules.wrong(ports.transact(unit.actor, lambda own: _count(own, sent)))
    code_store.put_code(unit, sent, rules.used(sent))


def _count(unit: Unit, seen: Code) -> Code:
    sent = code_store.code(seen.realm, seen.purpose, seen.email)
    if sent is None or not rules.is_waiting(sent, unit.now):
        raise rules.expired()
    counted = rules.tried(sent)
    code_store.put_code(unit, sent, counted)
    return counted

"""Judging what somebody shows as a second factor: good once, counted when wrong.

Judging belongs to the unit of what is confirmed: the code is used up exactly when that comes
about. A wrong one is counted in a unit of its own, because the other is about to fail; the last
one allowed suspends the login, as with passwords. Besides, tries are limited per person and time
before anything is compared, so that many at once gain nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.confirmation import FactorMethod, Operation, Proof
from chalicelib.core.errors import FairleadError
from chalicelib.identity import errors, store
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.factors import Challenge, ChallengePurpose, Factor
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.model.settings import FAILED_ATTEMPT_LIMIT
from chalicelib.identity.rules import attempts as attempt_rules
from chalicelib.identity.rules import factors as rules
from chalicelib.identity.service import attempts, hashing, journal, passkeys
from chalicelib.identity.service.factor_news import tell
from chalicelib.identity.store import factors as factor_store
from chalicelib.settings import public as settings
from chalicelib.storage import limits, sealing
from chalicelib.storage.unit import Unit

SEAL = "totp-secrets"
_TRIES = 30
_WINDOW = timedelta(minutes=10)


def context(factor: Factor) -> str:
    """What a sealed secret of ``factor`` is bound to."""
    return f"{factor.realm}:{factor.subject_id}"


def sealed(factor: Factor, secret: str) -> str:
    """The secret of ``factor``'s app as it is stored."""
    return sealing.seal(secret, purpose=SEAL, context=context(factor))


def recovery_digest(factor: Factor, code: str) -> str:
    """A recovery code of ``factor`` as it is stored."""
    return hashing.digest(*_behind(factor, code))


def _behind(factor: Factor, code: str) -> tuple[str, ...]:
    return "recovery-codes", factor.realm, factor.subject_id, rules.recovery_text(code)


def take_try(unit: Unit, factor: Factor) -> None:
    """Count one more try, whatever comes of it.

    Raises:
        Limited.
    """
    limits.take("second-factor", context(factor), unit.now, allowance=_TRIES, window=_WINDOW)


def judged(unit: Unit, factor: Factor, proof: Proof, operation: Operation) -> Factor:
    """``factor`` after ``proof`` has served for ``operation``; the caller stores it in ``unit``.

    Raises:
        FactorWrong: with ``attempts_left``; counted. FactorUsed, PasskeyExpired: not counted.
        LoginSuspended. Limited.
    """
    take_try(unit, factor)
    match proof.method:
        case FactorMethod.TOTP:
            after = _by_totp(unit, factor, proof.answer)
        case FactorMethod.RECOVERY_CODE:
            after = rules.without_code(factor, hashing.digests(*_behind(factor, proof.answer)))
        case FactorMethod.PASSKEY:
            after = _by_passkey(unit, factor, proof.answer, operation)
    if after is None:
        raise _counted(unit.actor, factor)
    return replace(after, failed=0)


def spend(unit: Unit, factor: Factor, proof: Proof, operation: Operation) -> None:
    """Have ``proof`` serve for ``operation``, all in ``unit``.

    Raises:
        As `judged`.
    """
    after = factor_store.put_factor(unit, factor, judged(unit, factor, proof, operation))
    if proof.method is FactorMethod.RECOVERY_CODE:
        tell(unit, after, "code_used", proof.method)


def judged_for_change(unit: Unit, factor: Factor, proof: Proof | None) -> Factor:
    """``factor`` after ``proof`` has served to change it; nothing is asked while there is none.

    Raises:
        FactorRequired. As `judged`.
    """
    if not factor.is_set:
        return factor
    if proof is None:
        raise required(unit.actor, factor, Operation.SECOND_FACTOR)
    return judged(unit, factor, proof, Operation.SECOND_FACTOR)


def _by_totp(unit: Unit, factor: Factor, typed: str) -> Factor | None:
    if factor.totp is None:
        return None
    secret = sealing.unseal(factor.totp.sealed_secret, purpose=SEAL, context=context(factor))
    step = rules.matching_step(secret, rules.digits(typed), unit.now)
    if step is None:
        return None
    if step <= factor.totp.last_step:
        raise errors.FactorUsed("wait for the next code", field="factor")
    # Sealed anew, so that a former root secret is needed no longer once everybody was here.
    totp = replace(factor.totp, last_step=step, sealed_secret=sealed(factor, secret))
    return replace(factor, totp=totp)


def _by_passkey(unit: Unit, factor: Factor, answer: str, operation: Operation) -> Factor | None:
    credential = passkeys.parsed(answer)
    challenge = factor_store.challenge(passkeys.challenge_in(credential))
    purpose = ChallengePurpose.CONFIRMATION
    if challenge is None or not rules.is_good_for(challenge, factor, purpose, unit.now, operation):
        raise errors.PasskeyExpired("ask for another challenge", field="factor")
    used = passkeys.checked(factor, credential, challenge, unit.now)
    if used is None:
        ports.transact(unit.actor, _spending(challenge))
        return None
    factor_store.remove_challenge(unit, challenge)
    return rules.used_passkey(factor, used)


def _spending(seen: Challenge) -> Callable[[Unit], None]:
    """Use a challenge up although its answer was wrong."""

    def work(own: Unit) -> None:
        challenge = factor_store.challenge(seen.id)
        if challenge is not None:
            factor_store.remove_challenge(own, challenge)

    return work


def _counted(actor: Actor, seen: Factor) -> FairleadError:
    """Count a wrong proof; the refusal that it earns."""
    limit = settings.value(FAILED_ATTEMPT_LIMIT)
    failed = ports.transact(actor, lambda own: _count(own, seen, limit))
    if failed >= limit:
        return errors.LoginSuspended("too many wrong codes; ask the support to open this login")
    left = attempt_rules.left(failed, limit)
    return errors.FactorWrong("this is not the code", field="factor", attempts_left=left)


def _count(own: Unit, seen: Factor, limit: int) -> int:
    factor = factor_store.factor(seen.realm, seen.subject_id)
    login = store.login(seen.realm, seen.subject_id)
    failed = factor.failed + 1
    journal.note(own, login, Outcome.FACTOR_WRONG)
    if failed >= limit and login.status is LoginStatus.ACTIVE:
        shut = attempt_rules.suspended(login, attempt_rules.TOO_MANY, None, own.now)
        attempts.tell_suspended(own, shut)
        store.change_login(own, login, shut)
    factor_store.put_factor(own, factor, replace(factor, failed=failed % limit))
    return failed


def required(actor: Actor, factor: Factor, operation: Operation, **facts: Any) -> Exception:
    """The refusal that asks for a second factor, with a challenge for the passkeys there are."""
    options = None
    if factor.passkeys:
        challenge = new_challenge(actor, factor, ChallengePurpose.CONFIRMATION, operation=operation)
        options = passkeys.request_options(factor, challenge)
    return errors.FactorRequired(
        "show a second factor",
        operation=operation.value,
        methods=[method.value for method in factor.methods],
        passkey=options,
        **facts,
    )


def new_challenge(
    actor: Actor,
    factor: Factor,
    purpose: ChallengePurpose,
    *,
    operation: Operation | None = None,
    lifetime: timedelta = rules.CHALLENGE_LIFETIME,
    epoch: int = 0,
) -> Challenge:
    """A challenge that waits for its answer, stored at once."""

    def work(own: Unit) -> Challenge:
        challenge = Challenge(
            id=own.ids.secret(),
            realm=factor.realm,
            subject_id=factor.subject_id,
            purpose=purpose,
            ends_at=own.now + lifetime,
            epoch=epoch,
            operation=operation,
        )
        return factor_store.add_challenge(own, challenge)

    return ports.transact(actor, work)

"""Coming in: somebody registers, and staff (or the setting) decide.

Everything that a registration makes is made in one unit: login, client, claims, request, consents.
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.clients.model import (
    REGISTRATION_STEPS,
    Registration,
    RegistrationForm,
    RegistrationSteps,
)
from chalicelib.clients.service import newcomers
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Forbidden
from chalicelib.identity import public as identity
from chalicelib.identity.public import CodePurpose, CodeSent
from chalicelib.settings import public as settings
from chalicelib.storage import limits
from chalicelib.storage.idempotency import Command
from chalicelib.storage.unit import Unit

_CODE_CHECKS = 30
_CODE_CHECK_WINDOW = timedelta(minutes=10)


def steps() -> RegistrationSteps:
    """Which newcomers register in steps, and in which."""
    return settings.value(REGISTRATION_STEPS)


def send_code(actor: Actor, email: str, language: str, slide: str) -> CodeSent:
    """Send a code that proves whoever registers reads mail to ``email``.

    Raises:
        Forbidden: ``slide_required``. Limited: again too soon or too often.
        Invalid: ``email_malformed``.
    """
    return identity.send_code(actor, CodePurpose.REGISTRATION, email, language, slide=slide)


def referral_code_is_valid(actor: Actor, code: str) -> bool:
    """Whether a newcomer may use ``code``; how often one address may ask is limited.

    Raises:
        Limited: too many tries from this address.
    """
    limits.take(
        "referral_check",
        actor.ip,
        ports.now(),
        allowance=_CODE_CHECKS,
        window=_CODE_CHECK_WINDOW,
    )
    return newcomers.referrer_of(code) is not None


def register(actor: Actor, form: RegistrationForm, command: Command) -> Registration:
    """Register a new client: a login that waits, or works at once where the setting says so.

    Raises:
        Invalid: ``phone_invalid``, ``nationality_unknown``, ``agreement_not_accepted``,
            ``password_weak``, or ``code_wrong`` and ``code_expired`` about the e-mail code;
            ``phone_unproven`` where the broker has numbers proven.
        AnswersInvalid. ServiceError: blacklisted.
        Conflict: ``email_taken``, ``phone_taken``.
        Limited: too many tries from this address.
        Forbidden: ``registration_in_steps``: the broker has newcomers come in step by step.
    """
    if form.kind in steps().kinds:
        raise Forbidden("register step by step", code="registration_in_steps")
    newcomer = newcomers.newcomer(actor, form)

    def work(unit: Unit) -> Registration:
        identity.consume_code(
            unit, purpose=CodePurpose.REGISTRATION, email=form.email, code=form.email_code
        )
        outcome = newcomers.admit(unit, newcomer)
        command.settle(unit, outcome)
        return outcome

    client = newcomer.client
    themself = replace(actor, realm=Realm.CLIENT, id=client.id, name=client.name)
    return ports.transact(themself, work)

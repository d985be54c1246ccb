"""Adding a passkey: a challenge for the browser, and what the browser made of it."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor
from chalicelib.core.confirmation import FactorMethod, Proof
from chalicelib.identity import store
from chalicelib.identity.errors import PasskeyRefused, SetupExpired
from chalicelib.identity.model.factors import ChallengePurpose
from chalicelib.identity.rules import factors as rules
from chalicelib.identity.service import factors, passkeys, passwords, proofs
from chalicelib.identity.service.factors import RecoveryCodes
from chalicelib.identity.service.passkeys import Options
from chalicelib.identity.store import factors as factor_store
from chalicelib.settings import public as settings
from chalicelib.storage.unit import Unit


def start(actor: Actor, password: str, proof: Proof | None) -> Options:
    """What the browser needs to make a passkey; good for five minutes and one passkey.

    Raises:
        TooManyPasskeys. As `passwords.confirm` and `proofs.judged_for_change`.
    """
    passwords.confirm(actor, password)

    def work(unit: Unit) -> None:
        factor = factor_store.factor(actor.realm, actor.id)
        rules.check_room(factor)
        judged = proofs.judged_for_change(unit, factor, proof)
        if judged != factor:
            factor_store.put_factor(unit, factor, judged)

    ports.transact(actor, work)
    factor = factor_store.factor(actor.realm, actor.id)
    login = store.login(actor.realm, actor.id)
    challenge = proofs.new_challenge(actor, factor, ChallengePurpose.PASSKEY)
    return passkeys.creation_options(
        factor,
        challenge,
        broker=settings.value(settings.BRAND_NAME),
        email=login.email,
        name=login.name,
    )


def finish(actor: Actor, name: str, answer: str) -> RecoveryCodes:
    """Keep the passkey that the browser made, under ``name``; gives recovery codes if it is the
    person's first factor.

    Raises:
        SetupExpired, PasskeyRefused, TooManyPasskeys.
    """
    credential = passkeys.parsed(answer)

    def work(unit: Unit) -> RecoveryCodes:
        factor = factor_store.factor(actor.realm, actor.id)
        challenge = factor_store.challenge(passkeys.challenge_in(credential))
        purpose = ChallengePurpose.PASSKEY
        if challenge is None or not rules.is_good_for(challenge, factor, purpose, unit.now):
            raise SetupExpired("begin again")
        made = passkeys.made(actor.realm, credential, challenge, name, unit.now)
        if any(one.id == made.id for one in factor.passkeys):
            raise PasskeyRefused("this passkey is known already")
        rules.check_room(factor)
        factor_store.remove_challenge(unit, challenge)
        after = replace(factor, passkeys=(*factor.passkeys, made))
        return factors.put_added(unit, factor, after, FactorMethod.PASSKEY)

    return ports.transact(actor, work)

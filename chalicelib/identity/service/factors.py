"""What second factor people have and what the broker asks; making, changing and removing one.

Whoever changes a factor shows the password, and besides, once there is a factor, shows that too.
Secrets of authenticator apps are sealed, recovery codes are kept as keyed hashes and shown once.
"""

import base64
import hashlib
from dataclasses import replace

from chalicelib import ports
from chalicelib.core import qr
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.confirmation import FactorMethod, Operation, Proof
from chalicelib.identity import store
from chalicelib.identity.errors import FactorNotSet, SetupCodeWrong, SetupExpired
from chalicelib.identity.model.factors import (
    CLIENT_FACTOR_RULES,
    STAFF_FACTOR_RULES,
    Factor,
    FactorRules,
    FactorState,
    PendingTotp,
    Totp,
    TotpSetup,
)
from chalicelib.identity.model.security_changes import SecuredBy
from chalicelib.identity.rules import factors as rules
from chalicelib.identity.service import passwords, proofs, security_changes
from chalicelib.identity.service.factor_news import tell
from chalicelib.identity.store import factors as factor_store
from chalicelib.settings import public as settings
from chalicelib.storage import sealing
from chalicelib.storage.unit import Unit

RecoveryCodes = tuple[str, ...]


def rules_of(realm: Realm) -> FactorRules:
    """What the broker asks of a realm."""
    if realm is Realm.STAFF:
        return settings.value(STAFF_FACTOR_RULES)
    return settings.value(CLIENT_FACTOR_RULES)


def is_lacking(realm: Realm, subject_id: str) -> bool:
    """Whether somebody must have a second factor and has none."""
    return rules_of(realm).mandatory and not factor_store.factor(realm, subject_id).is_set


def state(realm: Realm, subject_id: str) -> FactorState:
    """Somebody's second factor, without anything secret."""
    asked, factor = rules_of(realm), factor_store.factor(realm, subject_id)
    return FactorState(
        mandatory=asked.mandatory,
        operations=asked.asking - {Operation.SECOND_FACTOR},
        totp_added_at=factor.totp.added_at if factor.totp else None,
        passkeys=factor.passkeys,
        recovery_codes_left=len(factor.recovery_digests),
    )


def start_totp(actor: Actor, password: str, proof: Proof | None) -> TotpSetup:
    """Begin to set up an authenticator app, also in place of the present one.

    Raises:
        As `passwords.confirm` and `proofs.judged_for_change`.
    """
    passwords.confirm(actor, password)

    def work(unit: Unit) -> TotpSetup:
        factor = factor_store.factor(actor.realm, actor.id)
        judged = proofs.judged_for_change(unit, factor, proof)
        return begin_totp(unit, factor, judged)

    return ports.transact(actor, work)


def begin_totp(unit: Unit, before: Factor, factor: Factor) -> TotpSetup:
    """Give ``factor`` a secret that waits for its first code, in ``unit``."""
    import pyotp  # noqa: PLC0415 - few handlers need it

    raw = hashlib.sha256(unit.ids.secret().encode()).digest()[:20]
    secret = base64.b32encode(raw).decode()
    ends_at = unit.now + rules.SETUP_LIFETIME
    pending = PendingTotp(proofs.sealed(factor, secret), ends_at)
    factor_store.put_factor(unit, before, replace(factor, pending=pending))
    email = store.login(factor.realm, factor.subject_id).email
    broker = settings.value(settings.BRAND_NAME)
    uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=broker)
    return TotpSetup(secret, uri, qr.rows(uri), ends_at)


def finish_totp(actor: Actor, code: str) -> RecoveryCodes:
    """Take the app into use by its first code; gives recovery codes where there were none.

    Raises:
        SetupExpired, SetupCodeWrong, Limited.
    """
    return ports.transact(actor, lambda unit: confirm_totp(unit, actor.realm, actor.id, code))


def confirm_totp(unit: Unit, realm: Realm, subject_id: str, code: str) -> RecoveryCodes:
    """See `finish_totp`; in ``unit``."""
    factor = factor_store.factor(realm, subject_id)
    if factor.pending is None or unit.now >= factor.pending.ends_at:
        raise SetupExpired("begin the set-up again")
    proofs.take_try(unit, factor)
    secret = sealing.unseal(
        factor.pending.sealed_secret, purpose=proofs.SEAL, context=proofs.context(factor)
    )
    step = rules.matching_step(secret, rules.digits(code), unit.now)
    if step is None:
        # Nothing is guarded by this secret yet, so a slip of the fingers costs nothing.
        raise SetupCodeWrong("this is not the code of now", field="code")
    totp = Totp(factor.pending.sealed_secret, step, unit.now)
    return put_added(unit, factor, replace(factor, totp=totp, pending=None), FactorMethod.TOTP)


def put_added(unit: Unit, before: Factor, after: Factor, method: FactorMethod) -> RecoveryCodes:
    """Store a factor that something was added to, with recovery codes if it is the first."""
    codes: RecoveryCodes = ()
    if not after.recovery_digests:
        codes = _new_codes(unit)
        after = rules.with_codes(after, _digests(after, codes))
    factor_store.put_factor(unit, before, after)
    tell(unit, after, "added", method)
    return codes


def renew_codes(actor: Actor, password: str, proof: Proof | None) -> RecoveryCodes:
    """Ten new recovery codes; the old ones are worthless from now on.

    Raises:
        FactorNotSet. As `passwords.confirm` and `proofs.judged_for_change`.
    """
    passwords.confirm(actor, password)

    def work(unit: Unit) -> RecoveryCodes:
        factor = factor_store.factor(actor.realm, actor.id)
        if not factor.is_set:
            raise FactorNotSet("set up a second factor first")
        judged = proofs.judged_for_change(unit, factor, proof)
        codes = _new_codes(unit)
        after = rules.with_codes(judged, _digests(factor, codes))
        factor_store.put_factor(unit, factor, after)
        tell(unit, after, "codes_renewed", FactorMethod.RECOVERY_CODE)
        return codes

    return ports.transact(actor, work)


def remove(
    actor: Actor, method: FactorMethod, passkey_id: str, password: str, proof: Proof | None
) -> FactorState:
    """Take away the authenticator app or one passkey.

    Raises:
        FactorNotSet, FactorMandatory. As `passwords.confirm` and `proofs.judged_for_change`.
    """
    passwords.confirm(actor, password)

    def work(unit: Unit) -> None:
        factor = factor_store.factor(actor.realm, actor.id)
        rules.without(factor, method, passkey_id, rules_of(actor.realm))
        judged = proofs.judged_for_change(unit, factor, proof)
        after = rules.without(judged, method, passkey_id, rules_of(actor.realm))
        factor_store.put_factor(unit, factor, after)
        security_changes.note(unit, actor.realm, actor.id, SecuredBy.SECOND_FACTOR)
        tell(unit, after, "removed", method)

    ports.transact(actor, work)
    return state(actor.realm, actor.id)


def _new_codes(unit: Unit) -> RecoveryCodes:
    return tuple(
        rules.recovery_code(hashlib.sha256(unit.ids.secret().encode()).digest())
        for _ in range(rules.RECOVERY_CODES)
    )


def _digests(factor: Factor, codes: RecoveryCodes) -> tuple[str, ...]:
    return tuple(proofs.recovery_digest(factor, code) for code in codes)

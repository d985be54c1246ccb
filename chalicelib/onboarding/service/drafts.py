"""Drafts: begun or taken up again by a code, filled in bit by bit, and thrown away after a week."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.accounts import public as accounts
from chalicelib.clients import public as clients
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Conflict
from chalicelib.documents import public as documents
from chalicelib.identity import public as identity
from chalicelib.identity.public import CodePurpose
from chalicelib.kyc import public as kyc
from chalicelib.onboarding import rules, store
from chalicelib.onboarding.model import (
    Changes,
    Details,
    Draft,
    DraftMissing,
    Opened,
    Opening,
    Step,
    StepsOff,
)
from chalicelib.storage import audit, limits
from chalicelib.storage.secrets import derived_keys
from chalicelib.storage.unit import Unit

_OPENINGS_PER_HOUR = 60
_SAVES_PER_HOUR = 1200
_HOUR = timedelta(hours=1)
_AT_ONCE = 50
_TIME_FOR_ONE = 5.0


def begin(actor: Actor, opening: Opening) -> Opened:
    """Begin a registration, or go on with the one that the address has under way.

    The code shows that whoever asks reads the mail of that address, so that they may be told what
    nobody else is: that there is a draft, or a client already. Other devices are shut out.

    Raises:
        StepsOff. Invalid: ``email_malformed``, ``code_wrong``, ``code_expired``.
        Conflict: ``email_taken``. Limited: too many tries from this address.
    """
    asked = steps(opening.kind)
    now = ports.now()
    limits.take("draft", actor.ip, now, allowance=_OPENINGS_PER_HOUR, window=_HOUR)
    email, secret = opening.email.strip().lower(), ports.ids().secret()

    def work(unit: Unit) -> Draft:
        identity.consume_code(
            unit, purpose=CodePurpose.REGISTRATION, email=email, code=opening.code
        )
        if identity.holder(Realm.CLIENT, email) is not None:
            raise Conflict("somebody has this address", code="email_taken", field="email")
        before = store.of_address(email)
        if before is not None and rules.may_go_on(before, unit.now):
            again = replace(before, secret_digest=_digest(secret), ends_at=unit.now + rules.KEPT)
            audit.record(unit, "draft_resumed", "draft", before.id)
            return store.change(unit, before, again)
        fresh = _fresh(unit, replace(opening, email=email), secret)
        audit.record(unit, "draft_begun", "draft", fresh.id)
        return store.insert(unit, fresh)

    draft = ports.transact(actor, work)
    return Opened(f"{draft.id}.{secret}", draft, asked)


def steps(kind: str) -> tuple[Step, ...]:
    """The steps for newcomers of ``kind`` now, of those in which there is anything to choose.

    Raises:
        StepsOff.
    """
    wanted = clients.registration_steps()
    if kind not in wanted.kinds:
        raise StepsOff("register in one form")
    asked = {
        Step.DETAILS: True,
        Step.IDENTITY: wanted.identity and bool(kyc.offered()),
        Step.ACCOUNT: wanted.account and bool(accounts.newcomers_options().servers),
    }
    return tuple(step for step in Step if asked[step])


def own(token: str) -> Draft:
    """The draft that ``token`` opens.

    Raises:
        DraftMissing: whatever is wrong with the token.
    """
    draft_id, _, secret = token.partition(".")
    draft = store.find(draft_id)
    if draft is None or rules.is_over(draft, ports.now()):
        raise DraftMissing("begin again")
    if not any(hmac.compare_digest(draft.secret_digest, one) for one in _digests(secret)):
        raise DraftMissing("begin again")
    return draft


def fill_in(actor: Actor, token: str, changes: Changes) -> Opened:
    """Keep what is filled in by now, finished or not; without changes the draft is only read.

    Raises:
        StepsOff, DraftMissing, DraftSubmitted. Invalid: ``phone_invalid``, ``phone_unproven``.
        Limited.
    """
    draft = own(token)
    asked = steps(draft.kind)
    if changes == Changes():
        return Opened(token, draft, asked)
    limits.take("draft_save", draft.id, ports.now(), allowance=_SAVES_PER_HOUR, window=_HOUR)
    proven = _proven(changes.details or draft.details, changes.phone_proof)

    def work(unit: Unit) -> Draft:
        before = own(token)
        return store.change(unit, before, rules.filled_in(before, changes, proven, unit.now))

    return Opened(token, ports.transact(actor, work), asked)


def sweep(actor: Actor, seconds_left: Callable[[], float]) -> int:
    """Throw away the drafts that are over, with the files that became nobody's; how many."""
    gone = 0
    for draft in store.over_by(ports.now(), _AT_ONCE):
        if seconds_left() < _TIME_FOR_ONE:
            break
        for file in draft.files:
            documents.discard(actor, draft.id, file.file_id)
        gone += _forgotten(actor, draft.id)
    return gone


def _forgotten(actor: Actor, draft_id: str) -> int:
    """Forget a draft, unless it is gone already; whether it was there."""

    def work(unit: Unit) -> int:
        current = store.find(draft_id)
        if current is None:
            return 0
        store.remove(unit, current)
        return 1

    return ports.transact(actor, work)


def _fresh(unit: Unit, opening: Opening, secret: str) -> Draft:
    return Draft(
        id=unit.ids.new("drf", unit.now),
        email=opening.email,
        kind=opening.kind,
        language=opening.language,
        opened_at=unit.now,
        ends_at=unit.now + rules.KEPT,
        secret_digest=_digest(secret),
        source=opening.source,
    )


def _proven(details: Details, proof: str) -> str:
    """The number of ``details`` in E.164 if there is a ``proof`` of it; it is worth a week."""
    if not proof:
        return ""
    return clients.proven_number(details.country_code, details.phone_number, proof)


def _digest(secret: str) -> str:
    return _digests(secret)[0]


def _digests(secret: str) -> list[str]:
    """What may be stored of a token: by our key, and by earlier ones."""
    keys = derived_keys("draft-tokens")
    return [hmac.new(key, secret.encode(), hashlib.sha256).hexdigest() for key in keys]

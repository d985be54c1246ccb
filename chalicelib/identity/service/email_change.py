"""Another e-mail address: proven by a code, told to the old one, which may object.

The old address stays nobody else's until the time to object is over. Whoever objects gets the
address back, with every session over and no password: who changed the address knew it.
"""

from dataclasses import replace
from datetime import timedelta

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import Invalid
from chalicelib.identity import store
from chalicelib.identity.errors import EmailTaken, ObjectionInvalid
from chalicelib.identity.model import Login, Objection
from chalicelib.identity.model.codes import CodePurpose
from chalicelib.identity.model.security_changes import SecuredBy
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.rules.addresses import address
from chalicelib.identity.service import hashing, journal, security_changes
from chalicelib.identity.service.codes import consume_code
from chalicelib.identity.service.logins import claim_address
from chalicelib.messages.identity import CODE_SEAL, EmailChanged, EmailRestored
from chalicelib.storage import audit, limits, sealing
from chalicelib.storage.unit import Unit

_OBJECTION_WINDOW = timedelta(days=3)
_CHANGES_A_DAY = 5
_DAY = timedelta(days=1)


def change(unit: Unit, actor: Actor, email: str, code: str) -> str:
    """See `public.change_email`."""
    new = address(email)
    login = store.login(actor.realm, actor.id)
    if new == login.email:
        raise Invalid("this is the address you have", code="email_unchanged", field="email")
    consume_code(unit, purpose=CodePurpose.EMAIL_CHANGE, email=new, code=code, realm=actor.realm)
    whose = f"{actor.realm}:{actor.id}"
    limits.take("email-change", whose, unit.now, allowance=_CHANGES_A_DAY, window=_DAY)
    _move(unit, login, replace(login, email=new))
    journal.note(unit, login, Outcome.EMAIL_CHANGED)
    return new


def correct(unit: Unit, client_id: str, *, email: str, name: str, language: str | None) -> None:
    """Let staff correct how a client is written to, in ``unit``.

    With another address every session ends; the old one is told, and may undo that for three days.

    Raises:
        NotFound: no such login. EmailTaken. Invalid: ``email_malformed``.
    """
    login = store.login(Realm.CLIENT, client_id)
    after = replace(login, email=address(email), name=name, language=language or login.language)
    if after.email != login.email:
        _move(unit, login, after)
    elif after != login:
        store.change_login(unit, login, after)


def _move(unit: Unit, login: Login, after: Login) -> None:
    """Store ``after``, which has another address, and let the old one object."""
    taken = EmailTaken("somebody has this address", field="email")
    claim_address(unit, login.realm, login.subject_id, after.email, taken)
    _hold_back(unit, login)
    store.change_login(unit, login, replace(after, epoch=login.epoch + 1))
    _tell(unit, login, after.email)
    _record(unit, login, "email_changed")


def _hold_back(unit: Unit, login: Login) -> None:
    """Keep the old address from everyone else until nobody can object any more."""
    before = store.claim(login.realm, login.email)
    if before is not None:
        after = replace(before, held_until=unit.now + _OBJECTION_WINDOW)
        store.put_claim(unit, before, after, EmailTaken("the address has moved on"))


def _tell(unit: Unit, login: Login, new: str) -> None:
    secret = unit.ids.secret()
    objection = Objection(
        id=unit.ids.new("obj", unit.now),
        realm=login.realm,
        subject_id=login.subject_id,
        old_email=login.email,
        new_email=new,
        digest=hashing.digest("objections", login.subject_id, secret),
        ends_at=unit.now + _OBJECTION_WINDOW,
    )
    store.add_objection(unit, objection)
    # Behind the hash: browsers send it to nobody, so no log of anybody's holds it.
    link = f"{ports.portal_url()}/keep-email#{login.subject_id}.{objection.id}.{secret}"
    unit.publish(
        EmailChanged(
            realm=login.realm,
            subject_id=login.subject_id,
            old_email=login.email,
            name=login.name,
            language=login.language,
            sealed_link=sealing.seal(link, purpose=CODE_SEAL, context=login.email),
            objection_until=objection.ends_at,
        )
    )


def undo(unit: Unit, token: str) -> tuple[str, str]:
    """See `public.undo_email_change`."""
    objection = _shown(unit, token)
    login = store.login(Realm.CLIENT, objection.subject_id)
    taken = EmailTaken("somebody has this address", field="email")
    claim_address(unit, login.realm, login.subject_id, objection.old_email, taken)
    given_up = store.claim(login.realm, login.email)
    if given_up is not None and login.email != objection.old_email:
        store.put_claim(unit, given_up, replace(given_up, released=True), taken)
    _use(unit, objection)
    restored = replace(login, email=objection.old_email, password_hash="", epoch=login.epoch + 1)
    store.change_login(unit, login, restored)
    journal.note(unit, login, Outcome.EMAIL_RESTORED)
    _record(unit, login, "email_restored")
    unit.publish(EmailRestored(realm=login.realm, subject_id=login.subject_id))
    return login.subject_id, objection.old_email


def _use(unit: Unit, objection: Objection) -> None:
    """Use up a right to object, and with it those that later changes gave: whoever changed the
    address twice was sent the second right themselves, and would take the address back by it.
    """
    for one in store.objections(objection.realm, objection.subject_id):
        if one.id >= objection.id and not one.used:
            store.use_objection(unit, one, replace(one, used=True))


def _shown(unit: Unit, token: str) -> Objection:
    """The right to object that ``token`` stands for."""
    refusal = ObjectionInvalid("this link is no longer good")
    parts = token.split(".")
    if len(parts) != 3 or not all(parts):
        raise refusal
    subject_id, objection_id, secret = parts
    found = store.objection(Realm.CLIENT, subject_id, objection_id)
    if found is None or found.used or unit.now >= found.ends_at:
        raise refusal
    if not hashing.is_stored(found.digest, "objections", subject_id, secret):
        raise refusal
    return found


def _record(unit: Unit, login: Login, action: str) -> None:
    security_changes.note(unit, login.realm, login.subject_id, SecuredBy.EMAIL)
    client_id = login.subject_id if login.realm is Realm.CLIENT else None
    audit.record(unit, action, login.realm, login.subject_id, client_id=client_id)

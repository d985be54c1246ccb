"""The second step of signing in: who needs it, and the ticket that leads from the first to it.

A ticket is given to whoever had the right password. It is good for ten minutes, for one session,
and only while the login stays as it was: a new password or a suspension voids it.
"""

from chalicelib.core.actor import Actor, Realm
from chalicelib.core.clock import iso
from chalicelib.core.confirmation import Operation
from chalicelib.identity import store
from chalicelib.identity.errors import FactorSetupRequired, TicketExpired
from chalicelib.identity.model import Login, LoginStatus
from chalicelib.identity.model.factors import Challenge, ChallengePurpose
from chalicelib.identity.rules.factors import TICKET_LIFETIME
from chalicelib.identity.service import factors, proofs
from chalicelib.identity.store import factors as factor_store
from chalicelib.storage.unit import Unit


def demand(actor: Actor, login: Login) -> None:
    """Let ``login`` in by its password alone, or give a ticket and refuse for now.

    Raises:
        FactorRequired: with a ``ticket``, and what can be shown.
        FactorSetupRequired: with a ``ticket``; there must be a factor and is none.
    """
    asked = factors.rules_of(login.realm)
    factor = factor_store.factor(login.realm, login.subject_id)
    needed = factor.is_set and Operation.LOGIN in asked.asking
    if not needed and (factor.is_set or not asked.mandatory):
        return
    purpose = ChallengePurpose.SIGN_IN if needed else ChallengePurpose.SETUP
    ticket = proofs.new_challenge(
        actor, factor, purpose, lifetime=TICKET_LIFETIME, epoch=login.epoch
    )
    facts = {"ticket": ticket.id, "ticket_ends_at": iso(ticket.ends_at)}
    if needed:
        raise proofs.required(actor, factor, Operation.LOGIN, **facts)
    raise FactorSetupRequired("set up a second factor first", **facts)


def holder(realm: Realm, ticket_id: str) -> Login:
    """Whose ticket it is; nothing is said of whether it is still good.

    Raises:
        TicketExpired: it is not even one.
    """
    ticket = factor_store.challenge(ticket_id)
    if ticket is None or ticket.realm is not realm:
        raise TicketExpired("sign in again")
    return store.login(realm, ticket.subject_id)


def standing(
    unit: Unit, realm: Realm, ticket_id: str, purpose: ChallengePurpose | None = None
) -> tuple[Challenge, Login]:
    """A ticket (of ``purpose``, if that matters) that is still good, and whose it is.

    Raises:
        TicketExpired.
    """
    ticket = factor_store.challenge(ticket_id)
    tickets = (ChallengePurpose.SIGN_IN, ChallengePurpose.SETUP)
    wanted = tickets if purpose is None else (purpose,)
    if ticket is None or ticket.purpose not in wanted or ticket.realm is not realm:
        raise TicketExpired("sign in again")
    login = store.login(realm, ticket.subject_id)
    current = login.epoch == ticket.epoch and login.status is LoginStatus.ACTIVE
    if unit.now >= ticket.ends_at or not current:
        raise TicketExpired("sign in again")
    return ticket, login

"""Finishing a sign-in whose password was right: by a second factor, or by setting one up."""

from dataclasses import replace

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.confirmation import Operation, Proof
from chalicelib.identity.errors import FactorSetupRequired, TicketExpired
from chalicelib.identity.model.factors import Challenge, ChallengePurpose, Factor, TotpSetup
from chalicelib.identity.model.sessions import Session
from chalicelib.identity.service import factors, journal, proofs, sessions, tickets
from chalicelib.identity.service.factors import RecoveryCodes
from chalicelib.identity.service.sessions import Grant
from chalicelib.identity.store import factors as factor_store
from chalicelib.storage.unit import Unit


def complete(actor: Actor, realm: Realm, ticket_id: str, proof: Proof | None) -> Grant:
    """Begin the session that a ticket leads to.

    Raises:
        TicketExpired. FactorRequired: nothing was shown. FactorSetupRequired: nothing set up yet.
        FactorWrong: with ``attempts_left``. FactorUsed, PasskeyExpired, LoginSuspended, Limited.
    """
    whose = journal.in_the_name_of(tickets.holder(realm, ticket_id), actor)

    def work(unit: Unit) -> Session:
        ticket, login = tickets.standing(unit, realm, ticket_id)
        factor = factor_store.factor(realm, login.subject_id)
        if not ticket.proved:
            _prove(unit, ticket, factor, proof)
        factor_store.remove_challenge(unit, ticket)
        return sessions.begin(unit, login)

    return sessions.granted(ports.transact(whose, work))


def _prove(unit: Unit, ticket: Challenge, factor: Factor, proof: Proof | None) -> None:
    if ticket.purpose is ChallengePurpose.SETUP:
        raise FactorSetupRequired("set up a second factor first", ticket=ticket.id)
    if not factor.is_set:
        raise TicketExpired("sign in again: the second factor has been removed")
    if proof is None:
        raise proofs.required(unit.actor, factor, Operation.LOGIN)
    proofs.spend(unit, factor, proof, Operation.LOGIN)


def start_setup(actor: Actor, realm: Realm, ticket_id: str) -> TotpSetup:
    """Begin to set up the authenticator app that the broker demands.

    Raises:
        TicketExpired.
    """
    whose = journal.in_the_name_of(tickets.holder(realm, ticket_id), actor)

    def work(unit: Unit) -> TotpSetup:
        _, login = tickets.standing(unit, realm, ticket_id, ChallengePurpose.SETUP)
        factor = factor_store.factor(realm, login.subject_id)
        return factors.begin_totp(unit, factor, factor)

    return ports.transact(whose, work)


def finish_setup(actor: Actor, realm: Realm, ticket_id: str, code: str) -> RecoveryCodes:
    """Take the app into use by its first code; the ticket then lets its holder in.

    Raises:
        TicketExpired, SetupExpired, SetupCodeWrong, Limited.
    """
    whose = journal.in_the_name_of(tickets.holder(realm, ticket_id), actor)

    def work(unit: Unit) -> RecoveryCodes:
        ticket, login = tickets.standing(unit, realm, ticket_id, ChallengePurpose.SETUP)
        factor_store.change_challenge(unit, ticket, replace(ticket, proved=True))
        return factors.confirm_totp(unit, realm, login.subject_id, code)

    return ports.transact(whose, work)

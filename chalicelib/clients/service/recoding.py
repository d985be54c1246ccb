"""Another referral code for a client, chosen by staff; the former one is retired for ever.

From then on the former code refers nobody, in links and on paper alike, and nobody can choose it,
the client themself included: whoever still finds it somewhere never reaches somebody else by it.
"""

from dataclasses import replace

from chalicelib import ports
from chalicelib.clients import rules, store
from chalicelib.clients.model import Client
from chalicelib.clients.model.changes import Recoding, ReferralCodeChanged
from chalicelib.clients.service.assigning import changeable
from chalicelib.clients.store import claims
from chalicelib.core.actor import Actor
from chalicelib.messages.clients import ClientChanged, ClientRecoded
from chalicelib.storage import audit
from chalicelib.storage.unit import Unit


def recode(actor: Actor, client_id: str, wanted: Recoding) -> Client:
    """Give a client another referral code; the one they have already changes nothing.

    Raises:
        NotFound: outside the actor's scope. Conflict: ``client_not_active``;
            ``referral_code_changed`` with the code ``now``, when another one was to be replaced;
            ``referral_code_taken``. Invalid: ``referral_code_malformed``.
    """
    code = rules.chosen_code(wanted.referral_code)
    return ports.transact(actor, lambda unit: _recoded(unit, client_id, code, wanted))


def _recoded(unit: Unit, client_id: str, code: str, wanted: Recoding) -> Client:
    before = changeable(unit.actor, client_id)
    if before.referral_code == code:
        return before
    if before.referral_code != rules.written_code(wanted.replaces):
        raise ReferralCodeChanged(
            "the code is another one by now", field="referral_code", now=before.referral_code
        )
    claims.change_code(unit, before, code)
    audit.record(
        unit,
        "client_referral_code_changed",
        "client",
        before.id,
        client_id=before.id,
        before={"referral_code": before.referral_code},
        after={"referral_code": code},
    )
    unit.publish(ClientChanged(client_id=before.id))
    unit.publish(ClientRecoded(client_id=before.id, referral_code=code, tells=wanted.tells))
    return store.change(unit, before, replace(before, referral_code=code))

"""Lines of the login log: written in the unit of what they tell."""

from chalicelib.core.actor import Actor
from chalicelib.identity.model import Login
from chalicelib.identity.model.sessions import LoginEvent, Outcome
from chalicelib.identity.service import whereabouts
from chalicelib.identity.store import attempts as attempt_store
from chalicelib.storage.unit import Unit


def note(unit: Unit, login: Login, outcome: Outcome) -> None:
    """Write down what happened to ``login``, from where the unit's actor comes."""
    attempt_store.add_event(
        unit,
        LoginEvent(
            id=unit.ids.new("lgn", unit.now),
            realm=login.realm,
            subject_id=login.subject_id,
            at=unit.now,
            outcome=outcome,
            ip=unit.actor.ip,
            device=unit.actor.device,
            city=whereabouts.city(unit.actor),
        ),
    )


def in_the_name_of(login: Login, actor: Actor) -> Actor:
    """Whoever asks (and is nobody yet), as the person ``login`` belongs to."""
    return Actor(
        realm=login.realm,
        id=login.subject_id,
        name=login.name,
        ip=actor.ip,
        device=actor.device,
        device_id=actor.device_id,
        request_id=actor.request_id,
    )

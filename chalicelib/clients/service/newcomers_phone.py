"""The phone number of somebody who registers: proven by a code before the form is sent.

The code is exchanged for a proof that the form carries, so that a form refused for another reason
can be sent again without another text.
"""

from chalicelib.clients import rules
from chalicelib.clients.model import PhoneTaken
from chalicelib.clients.store import claims
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden
from chalicelib.identity import public as identity
from chalicelib.identity.public import SlidePurpose
from chalicelib.phones import public as phones
from chalicelib.phones.public import CodeOut, Proof


def send_code(
    actor: Actor, country_code: str, number: str, language: str, *, slide: str
) -> CodeOut:
    """Send a code to the number that a newcomer typed; one that a client has costs no text.

    Raises:
        Forbidden: ``phone_codes_off``, ``slide_required``. Invalid: ``phone_invalid``.
        PhoneTaken. What `phones.public.send_code` raises.
    """
    wanted = _wanted(country_code, number)
    identity.demand_slide(actor, SlidePurpose.REGISTRATION, slide)
    phones.admit(actor)
    if claims.has_phone(wanted):
        raise PhoneTaken(field="phone")
    return phones.send_code(actor, wanted, language)


def prove(actor: Actor, country_code: str, number: str, code: str) -> Proof:
    """Exchange the code that was sent to the number for a proof that the form can carry.

    Raises:
        Forbidden: ``phone_codes_off``. What `phones.public.prove` raises.
    """
    return phones.prove(actor, _wanted(country_code, number), code)


def proven_number(country_code: str, number: str, proof: str) -> str:
    """The number in E.164 that ``proof`` proves, to be remembered beyond the proof's own time.

    Raises:
        Forbidden: ``phone_codes_off``. Invalid: ``phone_invalid``, ``phone_unproven``.
    """
    wanted = _wanted(country_code, number)
    phones.demand_proof(wanted, proof)
    return wanted


def demand_proof(number: str, proof: str, proven: str = "") -> None:
    """Refuse a registration whose number is not proven, where the broker has numbers proven.

    ``proven`` is the number for which a proof was shown before.

    Raises:
        Invalid: ``phone_unproven``.
    """
    if phones.is_on() and number != proven:
        phones.demand_proof(number, proof)


def _wanted(country_code: str, number: str) -> str:
    if not phones.is_on():
        raise Forbidden("numbers are not proven here", code="phone_codes_off")
    return rules.phone_number(country_code, number)

"""Who of those below is looked for.

Nobody is found by what is not shown of them: that would tell it.
"""

from collections.abc import Sequence

from chalicelib.clients import public as clients
from chalicelib.clients.public import DownlineField
from chalicelib.core.actor import Actor
from chalicelib.core.errors import Forbidden
from chalicelib.core.veil import SensitiveField, Showing, Veil
from chalicelib.downlines.service.nouns import Person, Who
from chalicelib.storage.search import normalised


def check(actor: Actor, who: Who) -> None:
    """Refuse to look for somebody by what the broker shows of nobody.

    Raises:
        Forbidden: ``field_hidden`` with the ``field``.
    """
    if who.country is not None and not shows_country(actor):
        raise Forbidden("it is not shown", code="field_hidden", field="country")


def shows_country(actor: Actor) -> bool:
    """Whether the actor sees where those below are from, if their groups do not hide it."""
    return clients.shown_in_full(DownlineField.NATIONALITY) and _lets(actor.veil)


def meant(actor: Actor, people: Sequence[Person], who: Who) -> list[Person]:
    """Those of ``people`` who are looked for, in their order."""
    found = [one for one in people if _is_meant(one, who)]
    if who.country is None or actor.visitor is None:
        return found
    veils = clients.veils_over(actor, [one.id for one in found])
    return [one for one in found if _lets(veils.get(one.id, actor.veil))]


def _lets(veil: Veil) -> bool:
    return veil.showing(SensitiveField.NATIONALITY) is Showing.SHOWN


def _is_meant(one: Person, who: Who) -> bool:
    client = one.client
    return (
        clients.listed_by(client, who.like)
        and who.country in (None, client.nationality)
        and (who.country is None or one.veil.shows_all(DownlineField.NATIONALITY))
        and (client.id.startswith(who.text) or normalised(who.text) in normalised(client.name))
    )

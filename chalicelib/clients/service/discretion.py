"""What searching must not give away: who may not see a field does not find clients by it.

A field shown in part is found by its whole value alone, so that nobody can spell it out letter by
letter; a hidden one is not found at all.
"""

from collections.abc import Iterable

from chalicelib.clients.model import Client
from chalicelib.clients.model.blacklist import SENSITIVE_KEYS, Entry
from chalicelib.clients.rules import listing
from chalicelib.core.veil import SensitiveField, Showing, Veil
from chalicelib.storage.search import normalised, words

_SENSITIVE = (SensitiveField.EMAIL, SensitiveField.PHONE)


def may_find(veil: Veil, client: Client, beginning: str) -> bool:
    """Whether ``beginning`` may lead somebody under ``veil`` to ``client``.

    What begins no word of the client's profile is the login of a trading account, which is no
    sensitive field.
    """
    wanted = normalised(beginning)
    texts = listing.searchable_by(client)
    sensitive = {one: texts.pop(one) for one in _SENSITIVE}
    if any(_begins(part, wanted) for part in texts.values()):
        return True
    met = [one for one, part in sensitive.items() if _begins(part, wanted)]
    return not met or any(_lets(veil, one, sensitive[one], wanted) for one in met)


def may_find_entry(veil: Veil, entry: Entry, beginning: str) -> bool:
    """Whether ``beginning`` may lead somebody under ``veil`` to an entry of the blacklist.

    Names are for everybody who keeps the list; the value is as sensitive as what it is.
    """
    wanted = normalised(beginning)
    return _begins((entry.name,), wanted) or _lets(
        veil, SENSITIVE_KEYS[entry.key], (entry.value,), wanted
    )


def _begins(texts: Iterable[str], wanted: str) -> bool:
    return any(word.startswith(wanted) for word in words(*texts))


def _lets(veil: Veil, of: SensitiveField, texts: Iterable[str], wanted: str) -> bool:
    match veil.showing(of):
        case Showing.SHOWN:
            return True
        case Showing.PARTLY:
            return wanted in words(*texts)
        case Showing.HIDDEN:
            return False

"""Finding by the beginning of a name, e-mail address, phone number, id or login.

One row per word and found thing, kept by consumers of messages; whoever searches loads the things
and checks that the actor may see them. Words are case-folded and stripped of accents, so that
``Łuk`` finds ``lukasz`` and ``+44 20`` finds ``4420…``.
"""

import re
import unicodedata
from collections.abc import Iterable

from chalicelib.core.errors import Conflict
from chalicelib.storage.table import Key, Range, Table
from chalicelib.storage.unit import Unit

_TABLE = Table("search")
_SHELF_LETTERS = 2
_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae"})


def normalised(text: str) -> str:
    """``text`` as it is compared: folded, without accents, blanks or punctuation but ``@ .``."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"[^\w@.]", "", plain)


def words(*texts: str) -> frozenset[str]:
    """All beginnings worth finding in ``texts``: each whole text and each word of it."""
    found = {normalised(text) for text in texts}
    found |= {normalised(word) for text in texts for word in text.split()}
    return frozenset(word for word in found if len(word) >= _SHELF_LETTERS)


def index(unit: Unit, what: str, found_id: str, old: Iterable[str], new: Iterable[str]) -> None:
    """Let ``found_id`` (a thing of the kind ``what``) be found by ``new`` words, not by ``old``."""
    for word in frozenset(new) - frozenset(old):
        key = Key(_shelf(what, word), f"{word}#{found_id}")
        unit.add(_TABLE, key, {"version": 1}, {"found_id": found_id})
    for word in frozenset(old) - frozenset(new):
        key = Key(_shelf(what, word), f"{word}#{found_id}")
        item = _TABLE.get(key)
        if item is not None:
            unit.remove(_TABLE, item, Conflict("the search row is gone"))


def find(what: str, beginning: str, at_most: int) -> list[str]:
    """Ids of the kind ``what`` with a word that begins so, in alphabetical order of that word."""
    word = normalised(beginning)
    if len(word) < _SHELF_LETTERS:
        return []
    shelf = Range(_shelf(what, word), prefix=word, newest_first=False)
    return list(dict.fromkeys(item["found_id"] for item in _TABLE.query(shelf, at_most)))


def _shelf(what: str, word: str) -> str:
    return f"{what}#{word[:_SHELF_LETTERS]}"

"""What texts say: short, in the reader's language, with nothing secret in them and no link.

A link in a text teaches people to trust links in texts.
"""

import tomllib
from functools import cache
from pathlib import Path

from chalicelib.phones.model import Occasion

_FILE = Path(__file__).parents[1] / "texts.toml"


def words(occasion: Occasion, language: str, brand: str) -> str:
    """The whole text; English for a language that we do not write."""
    of_language = _texts()[occasion]
    return of_language.get(language, of_language["en"]).format(brand=brand)


@cache
def _texts() -> dict[str, dict[str, str]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)

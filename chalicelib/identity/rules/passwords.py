"""What a new password lacks: the broker's rules, and what is guessed first.

Refused are the thirty thousand passwords that leaks hold most often, also with something before or
behind; and what no list can hold: a well-known word however disguised, a walk over the keyboard, a
few characters repeated, and the person's own name or address.
"""

import re
from functools import cache

from chalicelib.identity.model.settings import PasswordRules

MAX_LENGTH = 128
_FEWEST_DIFFERENT = 5
_SHORTEST_TELLING = 4

_WORDS = (
    "access admin administrator album angel apple asdf asdfgh august autumn baby bailey banana "
    "baseball basketball batman biteme bitcoin broker buster butterfly changeme charlie cheese "
    "chelsea chocolate computer cookie crypto daniel december default demo diamond dollar dragon "
    "eagle easy euro february flower football forex forever freedom friday friend gold ginger "
    "guest hallo hannah happy hello hockey hunter iloveyou internet investor january jennifer "
    "jessica jesus jordan july june killer lakers letmein liverpool login london love loveme "
    "lovely maggie manager march marina master matrix maverick may metatrader michael michelle "
    "mickey million monday money monkey monster morgan mustang my naruto nicole ninja november "
    "october office oracle orange pass passw passwd password passwort pepper please pokemon "
    "portal princess profit purple qazwsx qwert qwerty qwertz rainbow ranger robert root samsung "
    "saturday scooter secret security september server shadow silver snoopy soccer spider spring "
    "starwars strong summer sunday sunflower sunshine superman superstar support temp temporary "
    "test testing thomas thunder thursday tiger tigger trade trader trading trustno tuesday user "
    "victory wallet warrior wednesday welcome whatever whatsup winter wizard yankees zaq zxcvbn "
    "zxcvbnm"
)
_DISGUISES = str.maketrans("0134578@$!|+", "oieastbasiit")
_WALKS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujm",
)


@cache
def _common() -> re.Pattern[str]:
    """One or more well-known words and nothing else. Compiled at first use: it takes its time."""
    return re.compile("(" + "|".join(sorted(_WORDS.split(), key=len, reverse=True)) + ")+")


@cache
def _leaked() -> frozenset[str]:
    """Passwords that leaks hold most often, in lower case (the list that zxcvbn comes with)."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - slow to load

    return frozenset(FREQUENCY_LISTS["passwords"])


def missing(password: str, rules: PasswordRules, *, email: str = "", name: str = "") -> list[str]:
    """What ``password`` lacks, as codes in a fixed order; an empty list means that it will do.

    ``min_length``, ``max_length``, ``upper``, ``lower``, ``digit``, ``symbol`` as the broker asks;
    ``not_common`` when it is among what is tried first; ``not_personal`` when it contains the
    owner's name or the beginning of their address.
    """
    met = {
        "min_length": len(password) >= rules.min_length,
        "max_length": len(password) <= MAX_LENGTH,
        "upper": not rules.upper or any(one.isupper() for one in password),
        "lower": not rules.lower or any(one.islower() for one in password),
        "digit": not rules.digit or any(one.isdecimal() for one in password),
        "symbol": not rules.symbol or any(_is_symbol(one) for one in password),
        "not_common": not is_common(password),
        "not_personal": not _is_personal(password, email, name),
    }
    return [code for code, is_met in met.items() if not is_met]


def _is_symbol(one: str) -> bool:
    return not (one.isalpha() or one.isdecimal() or one.isspace())


def is_common(password: str) -> bool:
    """Whether ``password`` is one of those that are tried first."""
    folded = password.casefold()
    if len(set(folded)) < _FEWEST_DIFFERENT:
        return True
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", folded)
    if folded in _leaked() or _is_mostly(folded, core, _leaked()):
        return True
    if any(_common().fullmatch(_letters(one)) for one in (folded, core)):
        return True
    digits = re.sub(r"\D", "", folded)
    return any(_is_walk(one) for one in (folded, core or digits))


def _is_mostly(folded: str, core: str, known: frozenset[str]) -> bool:
    """Whether ``core``, plain or undisguised, is one of ``known`` and most of what was typed."""
    return len(core) * 2 > len(folded) and (core in known or _letters(core) in known)


def _letters(folded: str) -> str:
    return re.sub(r"[^a-z]", "", folded.translate(_DISGUISES))


def _is_walk(text: str) -> bool:
    """Whether ``text`` goes along the keyboard or the alphabet, forward or back, or twice."""
    if len(text) < _SHORTEST_TELLING:
        return False
    return any(text in row * 2 or text[::-1] in row * 2 for row in _WALKS)


def _is_personal(password: str, email: str, name: str) -> bool:
    folded = password.casefold()
    words = [email.partition("@")[0], *re.split(r"[\s.,_-]+", name)]
    telling = {word.casefold() for word in words if len(word) >= _SHORTEST_TELLING}
    return any(word in folded for word in telling)

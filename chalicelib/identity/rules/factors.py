"""Second factors: which code is good now, recovery codes, and what becomes of a factor.

Time steps and codes: RFC 6238 with its defaults (SHA-1, six digits, thirty seconds), which are
what every authenticator app understands.
"""

import hmac
import re
from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib.core.confirmation import FactorMethod, Operation
from chalicelib.identity.errors import FactorMandatory, FactorNotSet, TooManyPasskeys
from chalicelib.identity.model.factors import (
    Challenge,
    ChallengePurpose,
    Factor,
    FactorRules,
    Passkey,
)

STEP_SECONDS = 30
WINDOW_STEPS = 1
SETUP_LIFETIME = timedelta(minutes=15)
CHALLENGE_LIFETIME = timedelta(minutes=5)
TICKET_LIFETIME = timedelta(minutes=10)
MAX_PASSKEYS = 10
RECOVERY_CODES = 10
RECOVERY_BYTES = 7
_RECOVERY_LETTERS = 10
# Crockford's: no letter that is taken for a digit or another letter.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")


def step_at(now: datetime) -> int:
    """The time step of RFC 6238 that ``now`` falls into."""
    return int(now.timestamp()) // STEP_SECONDS


def matching_step(secret: str, code: str, now: datetime) -> int | None:
    """The step within one of now's whose code ``code`` is, or None; takes the same time always."""
    import pyotp  # noqa: PLC0415 - few handlers need it

    apps = pyotp.TOTP(secret)
    current, found = step_at(now), None
    for step in range(current - WINDOW_STEPS, current + WINDOW_STEPS + 1):
        if hmac.compare_digest(apps.generate_otp(step).encode(), code.encode()):
            found = step
    return found


def digits(typed: str) -> str:
    """A six-digit code as typed, without the blanks that apps show in it."""
    return re.sub(r"\s", "", typed)


def recovery_code(randomness: bytes) -> str:
    """A recovery code to show, ``ABCDE-FGHJK``: the first fifty bits of ``randomness``."""
    number = int.from_bytes(randomness, "big") >> (8 * len(randomness) - 5 * _RECOVERY_LETTERS)
    letters = ""
    for _ in range(_RECOVERY_LETTERS):
        number, place = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[place]
    return f"{letters[:5]}-{letters[5:]}"


def recovery_text(typed: str) -> str:
    """A recovery code as it is compared: case, dashes and look-alikes do not matter."""
    return re.sub(r"[\s-]", "", typed).upper().translate(_MISREAD)


def without_code(factor: Factor, digests: tuple[str, ...]) -> Factor | None:
    """``factor`` after a recovery code has served; None when it is not one.

    ``digests`` are what may be stored of it.
    """
    left = tuple(one for one in factor.recovery_digests if not _is_among(one, digests))
    return None if len(left) == len(factor.recovery_digests) else with_codes(factor, left)


def _is_among(stored: str, digests: tuple[str, ...]) -> bool:
    return any(hmac.compare_digest(stored.encode(), one.encode()) for one in digests)


def with_codes(factor: Factor, digests: tuple[str, ...]) -> Factor:
    """``factor`` with these recovery codes and no others."""
    return replace(factor, recovery_digests=digests)


def check_room(factor: Factor) -> None:
    """Refuse one more passkey than there can be.

    Raises:
        TooManyPasskeys: with the ``limit``.
    """
    if len(factor.passkeys) >= MAX_PASSKEYS:
        raise TooManyPasskeys("remove a passkey first", limit=MAX_PASSKEYS)


def used_passkey(factor: Factor, used: Passkey) -> Factor:
    """``factor`` with what has become of one of its passkeys."""
    passkeys = tuple(used if one.id == used.id else one for one in factor.passkeys)
    return replace(factor, passkeys=passkeys)


def without(factor: Factor, method: FactorMethod, passkey_id: str, rules: FactorRules) -> Factor:
    """``factor`` without its authenticator app, or without one passkey.

    With the last of them the recovery codes go too.

    Raises:
        FactorNotSet: there is no such thing to remove. FactorMandatory: it is the last one.
    """
    if method is FactorMethod.TOTP:
        after = replace(factor, totp=None, pending=None)
    else:
        kept = tuple(one for one in factor.passkeys if one.id != passkey_id)
        after = replace(factor, passkeys=kept)
    if replace(after, pending=factor.pending) == factor:
        raise FactorNotSet("there is no such second factor", method=method.value)
    if after.is_set:
        return after
    if rules.mandatory:
        raise FactorMandatory("the broker demands a second factor")
    return replace(after, recovery_digests=(), failed=0)


def is_good_for(
    challenge: Challenge | None,
    factor: Factor,
    purpose: ChallengePurpose,
    now: datetime,
    operation: Operation | None = None,
) -> bool:
    """Whether ``challenge`` is this person's, for this purpose and operation, and not too old."""
    return (
        challenge is not None
        and (challenge.realm, challenge.subject_id) == (factor.realm, factor.subject_id)
        and challenge.purpose is purpose
        and challenge.operation is operation
        and now < challenge.ends_at
    )

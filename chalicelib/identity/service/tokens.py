"""Access tokens (signed, ten minutes) and refresh tokens (derived, one generation good at a time).

A refresh token is not stored, not even as a hash: its secret follows from our key, the session's
seed and its generation. So the table alone yields none and the key alone yields none, an earlier
generation is recognised for certain, and the same answer can be given twice (ADR 0010).
"""

import base64
import hashlib
import hmac
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass
from chalicelib.identity.errors import SessionEnded, TokenExpired, TokenInvalid
from chalicelib.identity.model.sessions import Session
from chalicelib.identity.rules.sessions import ACCESS_LIFETIME
from chalicelib.storage.secrets import derived_key, derived_keys

_ISSUER = "fairlead"
_ALGORITHM = "HS256"
_TYPE = "at+jwt"
_CLAIMS = ("iss", "aud", "sub", "sid", "iat", "exp")


@dataclass(frozen=True)
class Claims:
    """What a good access token says."""

    subject_id: str
    session_id: str


@dataclass(frozen=True)
class RefreshToken:
    """The parts of a refresh token as it came; not yet believed."""

    subject_id: str
    session_id: str
    generation: int
    secret: str


def access_token(session: Session, now: datetime) -> tuple[str, datetime]:
    """An access token for ``session``, and when it expires (whole seconds)."""
    expires_at = datetime.fromtimestamp(int((now + ACCESS_LIFETIME).timestamp()), UTC)
    claims = Claims(session.subject_id, session.id)
    return _signed(session.realm, claims, now, expires_at), expires_at


def token_of_visit(client_id: str, visit_id: str, now: datetime, ends_at: datetime) -> str:
    """The one token of a visit to a client's portal; there is none after it."""
    return _signed(Realm.CLIENT, Claims(client_id, visit_id), now, ends_at)


def _signed(realm: Realm, claims: Claims, now: datetime, expires_at: datetime) -> str:
    import jwt  # noqa: PLC0415 - slow to load

    payload = {
        "iss": _ISSUER,
        "aud": realm.value,
        "sub": claims.subject_id,
        "sid": claims.session_id,
        "iat": int(now.timestamp()),
        "exp": int(expires_at.timestamp()),
    }
    key = derived_key(_access_key(realm))
    return jwt.encode(payload, key, algorithm=_ALGORITHM, headers={"typ": _TYPE})


def read_access_token(realm: Realm, token: str, now: datetime) -> Claims:
    """What an access token of ``realm`` says, if we made it and it has not expired by ``now``.

    Raises:
        TokenInvalid, TokenExpired.
    """
    claims = _verified(realm, token)
    if now.timestamp() >= claims["exp"]:
        raise TokenExpired("refresh the access token")
    return Claims(claims["sub"], claims["sid"])


def _verified(realm: Realm, token: str) -> dict[str, Any]:
    import jwt  # noqa: PLC0415 - slow to load

    # The times are checked against our own clock by the caller.
    options: Any = {
        "require": list(_CLAIMS),
        "verify_exp": False,
        "verify_iat": False,
        "verify_nbf": False,
    }
    found: Any = None
    for key in derived_keys(_access_key(realm)):
        with suppress(jwt.InvalidTokenError):
            found = jwt.decode_complete(
                token,
                key,
                algorithms=[_ALGORITHM],
                audience=realm.value,
                issuer=_ISSUER,
                options=options,
            )
            break
    if found is None:
        raise TokenInvalid("this is no access token of ours")
    claims: dict[str, Any] = found["payload"]
    sound = isinstance(claims["sid"], str) and type(claims["exp"]) is int
    if found["header"].get("typ") != _TYPE or not sound:
        raise TokenInvalid("this is no access token of ours")
    return claims


def _access_key(realm: Realm) -> str:
    return f"access-token/{realm}"


def refresh_token(session: Session) -> str:
    """The one refresh token of ``session`` that is good at present."""
    key = derived_key(_refresh_key(session.realm))
    secret = _refresh_secret(session, session.generation, key)
    return f"{session.subject_id}.{session.id}.{session.generation}.{secret}"


def parse_refresh_token(token: str) -> RefreshToken:
    """The parts of ``token``.

    Raises:
        SessionEnded: it does not even look like one.
    """
    parts = token.split(".")
    if len(parts) != 4 or not all(parts) or not (parts[2].isascii() and parts[2].isdigit()):
        raise SessionEnded("sign in again")
    return RefreshToken(parts[0], parts[1], int(parts[2][:9]), parts[3])


def is_genuine(session: Session, token: RefreshToken) -> bool:
    """Whether ``token`` was once given out for ``session``, in whatever generation."""
    if not 1 <= token.generation <= session.generation:
        return False
    ours = (
        _refresh_secret(session, token.generation, key)
        for key in derived_keys(_refresh_key(session.realm))
    )
    return any(hmac.compare_digest(one.encode(), token.secret.encode()) for one in ours)


def _refresh_key(realm: Realm) -> str:
    return f"refresh-token/{realm}"


def _refresh_secret(session: Session, generation: int, key: bytes) -> str:
    text = f"{session.subject_id}|{session.id}|{session.seed}|{generation}".encode()
    mac = hmac.new(key, text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac).decode().rstrip("=")

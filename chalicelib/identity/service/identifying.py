"""Who somebody says they are: by e-mail address, by phone, or by a trading account (ADR 0053).

Whichever way, what follows is the same: one look-up, one check of the password that takes as long
for a name nobody has, one count of failures. What clients' phones and accounts are is known to
capabilities above; `RECOGNISING` lets them say so.
"""

from collections.abc import Callable

from chalicelib.core.actor import Realm
from chalicelib.core.nouns import dataclass
from chalicelib.core.seams import Seam
from chalicelib.identity import store
from chalicelib.identity.errors import SignInMethodOff
from chalicelib.identity.model import Login
from chalicelib.identity.model.ways_in import (
    SIGN_IN_METHODS,
    ClientDirectory,
    SignInMethod,
    SignInServer,
)
from chalicelib.identity.rules.addresses import address
from chalicelib.identity.service import hashing
from chalicelib.settings import public as settings

RECOGNISING = Seam[Callable[[], ClientDirectory]]("identity.recognising_clients")
"""Who finds clients by phone and trading account."""


@dataclass(frozen=True)
class Claimed:
    """Who somebody says they are; ``login`` is None for a name that nobody has.

    ``key`` is the name, by which failures of a stranger are counted. ``by_our_password`` is false
    where the password is the trading server's, and never ours to keep.
    """

    realm: Realm
    key: str
    login: Login | None
    is_password: Callable[[str], bool]
    by_our_password: bool = True


@dataclass(frozen=True)
class SignInOptions:
    """How a client may sign in; servers only where accounts are among the ways."""

    methods: tuple[SignInMethod, ...]
    servers: tuple[SignInServer, ...]


def _directory() -> ClientDirectory:
    directory = RECOGNISING.part()
    if directory is None:
        raise LookupError("nothing finds clients: see chalicelib.assembly")
    return directory()


def options() -> SignInOptions:
    """How a client may sign in at present."""
    methods = settings.value(SIGN_IN_METHODS)
    by_account = SignInMethod.ACCOUNT in methods
    return SignInOptions(methods, _directory().servers() if by_account else ())


def by_email(realm: Realm, email: str) -> Claimed:
    """By an e-mail address.

    Raises:
        Invalid: ``email_malformed``. SignInMethodOff.
    """
    if realm is Realm.CLIENT:
        _demand(SignInMethod.EMAIL)
    normalised = address(email)
    return _ours(realm, normalised, store.login_at(realm, normalised))


def by_phone(country_code: str, number: str) -> Claimed:
    """By a client's phone number.

    Raises:
        Invalid: ``phone_invalid``. SignInMethodOff.
    """
    _demand(SignInMethod.PHONE)
    normalised, client_id = _directory().by_phone(country_code, number)
    return _ours(Realm.CLIENT, normalised, _login(client_id))


def by_account(server_id: str, login: int) -> Claimed:
    """By a trading account; the trading server is asked about its master password, whosever it is.

    Raises:
        NotFound: no such server. SignInMethodOff.
    """
    _demand(SignInMethod.ACCOUNT)
    directory = _directory()
    return Claimed(
        realm=Realm.CLIENT,
        key=f"{server_id}#{login}",
        login=_login(directory.by_account(server_id, login)),
        is_password=lambda password: directory.is_main_password(server_id, login, password),
        by_our_password=False,
    )


def _ours(realm: Realm, key: str, login: Login | None) -> Claimed:
    stored = None if login is None else login.password_hash
    return Claimed(realm, key, login, lambda password: hashing.is_password(stored, password))


def _login(client_id: str | None) -> Login | None:
    found = [] if client_id is None else store.logins(Realm.CLIENT, [client_id])
    return found[0] if found else None


def _demand(method: SignInMethod) -> None:
    if method not in settings.value(SIGN_IN_METHODS):
        raise SignInMethodOff("nobody signs in this way", method=method.value)

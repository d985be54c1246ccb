"""What becomes of a login: its owner gets what is no secret; erased, only an empty row is left."""

from collections.abc import Iterator

from chalicelib.core.actor import Realm
from chalicelib.core.keeping import Keeper, Kept, Part, Run, of_nobody
from chalicelib.identity import store
from chalicelib.identity.store import attempts as attempt_store
from chalicelib.identity.store import factors as factor_store
from chalicelib.identity.store import security_changes
from chalicelib.storage.keeping import every, part
from chalicelib.storage.unit import Unit

_SECRET = ("password_hash", "epoch", "realm", "subject_id")


def _copied(client_id: str) -> Iterator[Part]:
    realm = Realm.CLIENT
    yield part("login", [store.login(realm, client_id)], *_SECRET)
    yield part("sessions", store.sessions(realm, client_id), "seed", "generation", *_SECRET)
    events = every(lambda page: attempt_store.events(realm, client_id, page))
    yield part("sign_ins", events, *_SECRET)
    factor = factor_store.factor(realm, client_id)
    held = [{"authenticator_app": factor.totp is not None, "passkeys": len(factor.passkeys)}]
    yield Part("second_factor", tuple(held) if factor.is_set else ())
    change = security_changes.last(realm, client_id)
    yield part("last_security_change", [change] if change else [], *_SECRET)
    objections = store.objections(realm, client_id)
    yield part("changes_of_address", objections, "digest", *_SECRET)


def _addresses_erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    """Let go of the addresses that the client had once; whose they were is not known after."""
    for one in store.objections(Realm.CLIENT, client_id):
        for email in {one.old_email, one.new_email}:
            _let_go(run, client_id, email)
    return None


def _let_go(run: Run, client_id: str, email: str) -> None:
    def work(unit: Unit) -> None:
        claim = store.claim(Realm.CLIENT, email)
        if claim is not None and claim.subject_id == client_id:
            store.remove_claim(unit, claim)

    run(work)


def _traces_erased(run: Run, client_id: str, _cursor: str | None) -> str | None:
    return store.remove_traces(run, Realm.CLIENT, client_id)


KEEPER = Keeper(
    "identity",
    (
        Kept("Login", "login", erased=True, why="an empty row keeps the id from being used again"),
        Kept("Session", "sessions", erased=True),
        Kept("LoginEvent", "sign_ins", erased=True),
        Kept("Factor", "second_factor", erased=True),
        Kept("SecurityChange", "last_security_change", erased=True),
        Kept("Objection", "changes_of_address", erased=True),
        Kept("EmailClaim", erased=True, why="says no more than the login: whose an address is"),
        *of_nobody("gone by itself within days; kept under a hash or for minutes", "Stranger"),
        *of_nobody("gone by itself an hour or so after it has served", "Code", "Challenge"),
        *of_nobody("a look of staff at a portal: gone when it is over", "Visit"),
        *of_nobody("a picture puzzle that knows nobody, gone within the hour", "Slide"),
    ),
    _copied,
    (_addresses_erased, _traces_erased),
)

"""Signing in, refreshing, signing out, and who is behind a token; on a real store."""

import base64
import json
from datetime import timedelta

import jwt
import pytest

from app import app
from chalicelib import ports
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Limited
from chalicelib.core.paging import PageRequest
from chalicelib.core.permissions import Permission
from chalicelib.identity import errors, store
from chalicelib.identity import public as identity
from chalicelib.identity.model import LoginStatus
from chalicelib.identity.model.sessions import Outcome
from chalicelib.identity.model.settings import INACTIVITY_HOURS, SIGN_INS_PER_ADDRESS
from chalicelib.identity.service import refreshing, sessions, tokens
from chalicelib.identity.service.colleagues import change
from chalicelib.settings import public as settings
from chalicelib.staff.public import DataScope, MemberChange
from chalicelib.storage import aws
from chalicelib.storage.secrets import derived_key
from chalicelib.storage.table import Range, Table
from tests.identity.scenes import (
    LIN,
    SOMEBODY,
    as_client,
    bodies,
    outcomes,
    set_status,
    sign_in,
)
from tests.kit import people
from tests.kit.people import ORIGIN

pytestmark = pytest.mark.usefixtures("store", "clock")


@pytest.fixture
def lin(store: None, clock: FixedClock) -> people.Person:
    return people.client(LIN)


def refresh(token: str, realm: Realm = Realm.CLIENT) -> sessions.Grant:
    return refreshing.refresh(SOMEBODY, realm, token)


def who(token: str) -> Actor:
    return identity.authenticate_client(token, ORIGIN)


@pytest.mark.usefixtures("lin")
class TestSigningIn:
    def test_whoever_signed_in_is_known_by_the_access_token(self):
        actor = who(sign_in().access_token)
        assert (actor.realm, actor.id, actor.name) == (Realm.CLIENT, LIN, "Lin Chen")
        assert (actor.ip, actor.device) == (ORIGIN.ip, ORIGIN.device)
        assert actor.permissions == frozenset()

    def test_the_spelling_of_the_address_does_not_matter(self):
        assert sign_in(email=" Lin@EXAMPLE.com".strip()).session.subject_id == LIN

    def test_it_is_logged_and_told(self):
        sign_in()
        assert outcomes() == [Outcome.SIGNED_IN]
        (told,) = bodies("identity.signed_in")
        assert (told["subject_id"], told["known_device"]) == (LIN, True)
        assert identity.login_state(Realm.CLIENT, LIN).last_login_at is not None

    def test_a_new_device_from_a_new_address_is_told_as_such(self):
        sign_in()
        stranger = Actor(Realm.CLIENT, "", ip="198.51.100.9", device="another")
        sessions.sign_in(stranger, Realm.CLIENT, "lin@example.com", people.PASSWORD)
        assert [one["known_device"] for one in bodies("identity.signed_in")] == [True, False]

    @pytest.mark.parametrize(
        ("status", "error"),
        [
            (LoginStatus.PENDING_APPROVAL, errors.RegistrationPending),
            (LoginStatus.REJECTED, errors.RegistrationRejected),
            (LoginStatus.SUSPENDED, errors.LoginSuspended),
        ],
    )
    def test_only_active_logins_come_in(self, status, error):
        set_status(status, "papers missing")
        with pytest.raises(error) as refusal:
            sign_in()
        if status is LoginStatus.REJECTED:
            assert refusal.value.facts == {"reason": "papers missing"}
        assert Outcome.SIGNED_IN not in outcomes()

    def test_that_a_registration_waits_is_told_to_who_knows_the_password_alone(self):
        set_status(LoginStatus.PENDING_APPROVAL)
        with pytest.raises(errors.CredentialsWrong):
            sign_in("a wrong Password 1")

    def test_too_many_sign_ins_from_one_address_are_held_up(self):
        settings.adopt(system("test"), SIGN_INS_PER_ADDRESS, 10)
        for _ in range(10):
            sign_in()
        with pytest.raises(Limited) as refusal:
            sign_in()
        assert 0 < refusal.value.facts["retry_after_seconds"] <= 600

    def test_the_twenty_first_session_ends_the_least_used_one(self, clock: FixedClock):
        first = sign_in()
        for _ in range(20):
            clock.advance(seconds=1)
            last = sign_in()
        with pytest.raises(errors.SessionEnded):
            who(first.access_token)
        assert who(last.access_token).id == LIN
        assert len(sessions.listed(as_client(), PageRequest()).items) == 20


@pytest.mark.usefixtures("lin")
class TestRefreshing:
    def test_each_refresh_gives_new_tokens_for_the_same_session(self, clock: FixedClock):
        first = sign_in()
        clock.advance(minutes=9)
        second = refresh(first.refresh_token)
        assert second.refresh_token != first.refresh_token
        assert who(second.access_token).session_id == first.session.id

    def test_an_old_token_ends_the_session_for_everyone(self, clock: FixedClock):
        stolen = sign_in()
        mine = refresh(stolen.refresh_token)
        clock.advance(seconds=11)
        with pytest.raises(errors.SessionReused):
            refresh(stolen.refresh_token)
        with pytest.raises(errors.SessionEnded):
            refresh(mine.refresh_token)
        with pytest.raises(errors.SessionEnded):
            who(mine.access_token)
        assert outcomes()[-1] is Outcome.SESSION_REUSED
        assert bodies("identity.session_reused")[0]["subject_id"] == LIN

    def test_a_token_two_generations_old_has_no_grace(self):
        oldest = sign_in()
        newer = refresh(oldest.refresh_token)
        newest = refresh(newer.refresh_token)
        with pytest.raises(errors.SessionReused):
            refresh(oldest.refresh_token)
        with pytest.raises(errors.SessionEnded):
            refresh(newest.refresh_token)

    def test_two_tabs_at_once_get_the_same_new_token(self, clock: FixedClock):
        first = sign_in()
        one = refresh(first.refresh_token)
        clock.advance(seconds=10)
        other = refresh(first.refresh_token)
        assert other.refresh_token == one.refresh_token
        assert refresh(one.refresh_token).session.generation == 3

    def test_a_refresh_that_raced_is_repeated_not_punished(self):
        first = sign_in()
        token = tokens.parse_refresh_token(first.refresh_token)
        raced = []

        def work(unit):
            session, _ = store.session_and_login(Realm.CLIENT, LIN, token.session_id)
            if not raced:
                raced.append(refresh(first.refresh_token))
            if session.generation == 1:
                return refreshing._rotate(unit, session)
            return session

        session = ports.transact(as_client(), work)
        assert tokens.refresh_token(session) == raced[0].refresh_token

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda token: "",
            lambda token: "a.b.c",
            lambda token: "a.b.c.d",
            lambda token: "..1.",
            lambda token: token[:-2] + ("AA" if token[-2:] != "AA" else "BB"),
            lambda token: token.replace(".1.", ".2."),
            lambda token: token.replace(".1.", ".0."),
            lambda token: token.replace(".1.", f".{'9' * 400}."),
            lambda token: token.replace(LIN, "10000002"),
            lambda token: token.replace("ses_", "sez_"),
        ],
    )
    def test_a_made_up_token_is_worth_nothing_and_harms_nobody(self, spoil):
        grant = sign_in()
        with pytest.raises(errors.SessionEnded):
            refresh(spoil(grant.refresh_token))
        assert refresh(grant.refresh_token).session.generation == 2

    def test_a_token_of_one_realm_is_worth_nothing_in_the_other(self):
        with pytest.raises(errors.SessionEnded):
            refresh(sign_in().refresh_token, Realm.STAFF)

    def test_whoever_stays_away_too_long_signs_in_again(self, clock: FixedClock):
        settings.adopt(system("test"), INACTIVITY_HOURS, 3)
        grant = sign_in()
        clock.advance(hours=2, minutes=59)
        grant = refresh(grant.refresh_token)
        clock.advance(hours=3)
        with pytest.raises(errors.SessionEnded):
            refresh(grant.refresh_token)

    def test_no_session_outlives_its_days(self, clock: FixedClock):
        grant = sign_in()
        for _ in range(30 * 24 // 8 - 1):
            clock.advance(hours=8)
            grant = refresh(grant.refresh_token)
        clock.advance(hours=8)
        with pytest.raises(errors.SessionEnded):
            refresh(grant.refresh_token)

    def test_what_is_stored_cannot_be_presented(self):
        grant = sign_in()
        partition = f"LOGIN#client#{LIN}"
        stored = json.dumps(Table("identity").query(Range(partition), 50))
        assert grant.refresh_token.rpartition(".")[2] not in stored
        assert grant.access_token not in stored


@pytest.mark.usefixtures("lin")
class TestSigningOut:
    def test_the_session_of_either_token_ends_at_once(self, clock: FixedClock):
        by_cookie, by_token, stays = sign_in(), sign_in(), sign_in()
        sessions.sign_out(SOMEBODY, Realm.CLIENT, by_cookie.refresh_token, "")
        sessions.sign_out(SOMEBODY, Realm.CLIENT, "", by_token.access_token)
        for ended in (by_cookie, by_token):
            with pytest.raises(errors.SessionEnded):
                who(ended.access_token)
            with pytest.raises(errors.SessionEnded):
                refresh(ended.refresh_token)
        assert who(stays.access_token).id == LIN

    def test_signing_out_twice_or_with_nothing_is_harmless(self):
        grant = sign_in()
        for _ in range(2):
            sessions.sign_out(SOMEBODY, Realm.CLIENT, grant.refresh_token, grant.access_token)
        sessions.sign_out(SOMEBODY, Realm.CLIENT, "", "rubbish")
        sessions.sign_out(SOMEBODY, Realm.STAFF, grant.refresh_token, grant.access_token)

    def test_everywhere_means_every_session(self):
        grants = [sign_in() for _ in range(3)]
        sessions.sign_out_everywhere(as_client())
        for grant in grants:
            with pytest.raises(errors.SessionEnded):
                who(grant.access_token)
        assert sessions.listed(as_client(), PageRequest()).items == ()
        assert who(sign_in().access_token).id == LIN

    def test_a_suspension_ends_everything_at_once(self):
        grant = sign_in()
        set_status(LoginStatus.SUSPENDED, "fraud")
        with pytest.raises(errors.LoginSuspended):
            who(grant.access_token)
        with pytest.raises(errors.LoginSuspended):
            refresh(grant.refresh_token)
        set_status(LoginStatus.ACTIVE)
        with pytest.raises(errors.SessionEnded):
            who(grant.access_token)


def forged(claims: dict, key: bytes, **options) -> str:
    options = {"algorithm": "HS256", "headers": {"typ": "at+jwt"}} | options
    return jwt.encode(claims, key, **options)


@pytest.mark.usefixtures("lin")
class TestAccessTokens:
    @pytest.fixture
    def claims(self) -> dict:
        token = sign_in().access_token
        return jwt.decode(token, options={"verify_signature": False})

    def key(self) -> bytes:
        return derived_key("access-token/client")

    def test_a_token_says_only_who_and_until_when(self, claims: dict):
        assert set(claims) == {"iss", "aud", "sub", "sid", "iat", "exp"}
        assert claims["exp"] - claims["iat"] == 600

    def test_our_own_making_of_the_same_claims_is_accepted(self, claims: dict):
        assert who(forged(claims, self.key())).id == LIN

    def test_a_token_of_no_algorithm_is_refused(self, claims: dict):
        parts = [{"alg": "none", "typ": "at+jwt"}, claims]
        naked = ".".join(
            base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")
            for part in parts
        )
        for token in (naked + ".", naked + ".AAAA", naked):
            with pytest.raises(errors.TokenInvalid):
                who(token)

    @pytest.mark.parametrize("key", [b"x" * 32, b""])
    def test_another_key_is_refused(self, claims: dict, key: bytes):
        with pytest.raises(errors.TokenInvalid):
            who(forged(claims, key or derived_key("access-token/staff")))

    @pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
    @pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
    def test_another_algorithm_is_refused(self, claims: dict, algorithm: str):
        with pytest.raises(errors.TokenInvalid):
            who(forged(claims, self.key(), algorithm=algorithm))

    @pytest.mark.parametrize(
        "changed",
        [
            {"aud": "staff"},
            {"aud": None},
            {"iss": "elsewhere"},
            {"sub": None},
            {"sub": 10000001},
            {"sid": None},
            {"sid": 5},
            {"exp": None},
            {"exp": "never"},
            {"exp": True},
        ],
    )
    def test_claims_that_are_not_ours_are_refused(self, claims: dict, changed: dict):
        altered = {name: one for name, one in (claims | changed).items() if one is not None}
        with pytest.raises(errors.TokenInvalid):
            who(forged(altered, self.key()))

    @pytest.mark.parametrize("kind", ["JWT", "rt+jwt"])
    def test_another_kind_of_token_is_refused(self, claims: dict, kind: str):
        with pytest.raises(errors.TokenInvalid):
            who(forged(claims, self.key(), headers={"typ": kind}))

    @pytest.mark.parametrize("token", ["", "a", "a.b.c", "é.é.é", "." * 5000])
    def test_rubbish_is_refused(self, token: str):
        with pytest.raises(errors.TokenInvalid):
            who(token)

    def test_a_token_expires_after_ten_minutes(self, clock: FixedClock):
        token = sign_in().access_token
        clock.advance(minutes=9, seconds=59)
        assert who(token).id == LIN
        clock.advance(seconds=1)
        with pytest.raises(errors.TokenExpired):
            who(token)

    def test_somebody_elses_session_is_not_theirs(self, claims: dict):
        people.client("10000002", "kim@example.com", name="Kim Park")
        with pytest.raises(errors.SessionEnded):
            who(forged(claims | {"sub": "10000002"}, self.key()))


class TestStaff:
    @pytest.fixture
    def mara(self) -> people.Person:
        scope = DataScope(own=True)
        return people.member(people.role(Permission.READ_CLIENTS, scope=scope))

    def test_the_actor_has_permissions_role_and_scope(self, mara: people.Person):
        actor = people.staff_actor(app, mara)
        assert (actor.realm, actor.id) == (Realm.STAFF, mara.id)
        assert actor.permissions == {Permission.READ_CLIENTS}
        assert actor.scope.owner_ids == {mara.id}
        assert len(actor.role_ids) == 1

    def test_a_staff_token_opens_no_client_door(self, mara: people.Person):
        token = people.signed_in(app, "desk", mara).token
        with pytest.raises(errors.TokenInvalid):
            identity.authenticate_client(token, ORIGIN)

    def test_who_is_disabled_is_out_at_the_next_request(self, mara: people.Person):
        grant = sign_in(email=mara.email, realm=Realm.STAFF)
        change(system("test"), mara.id, MemberChange(active=False))
        with pytest.raises(errors.SessionEnded):
            identity.authenticate_staff(grant.access_token, ORIGIN)
        with pytest.raises(errors.SessionEnded):
            refresh(grant.refresh_token, Realm.STAFF)
        with pytest.raises(errors.LoginSuspended):
            sign_in(email=mara.email, realm=Realm.STAFF)

    def test_the_same_address_may_be_a_clients_and_a_colleagues(self, mara: people.Person):
        people.client(email=mara.email)
        assert sign_in(email=mara.email).session.realm is Realm.CLIENT
        assert sign_in(email=mara.email, realm=Realm.STAFF).session.realm is Realm.STAFF


class CountedReads:
    """Stands between the store and its callers and counts what passes."""

    def __init__(self, real):
        self._real, self.calls = real, []

    def __getattr__(self, name: str):
        operation = getattr(self._real, name)

        def counted(**arguments):
            self.calls.append(name)
            return operation(**arguments)

        return counted


@pytest.fixture
def reads():
    real = aws.client("dynamodb")
    counting = CountedReads(real)
    aws.use_client("dynamodb", counting)
    yield counting
    aws.use_client("dynamodb", real)


def test_a_client_costs_one_read_and_a_colleague_three(reads: CountedReads, lin: people.Person):
    client = sign_in().access_token
    mara = people.member(people.role())
    colleague = sign_in(email=mara.email, realm=Realm.STAFF).access_token
    settings.value(INACTIVITY_HOURS)
    reads.calls.clear()
    who(client)
    assert reads.calls == ["batch_get_item"]
    reads.calls.clear()
    identity.authenticate_staff(colleague, ORIGIN)
    assert len(reads.calls) == 3


def test_sessions_fade_from_the_store_when_they_are_over(lin: people.Person):
    grant = sign_in()
    rows = Table("identity").query(Range(f"LOGIN#client#{LIN}", prefix="SESSION#"), 5)
    over = grant.session.created_at + timedelta(days=30)
    assert [row["expires_at"] for row in rows] == [int(over.timestamp())]

"""A new root secret beside the former one: nobody is signed out, and what people hold still works.

Without the former one everything that was made with it is worthless, as after an emergency.
"""

import pytest

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.clock import FixedClock
from chalicelib.core.confirmation import FactorMethod, Proof
from chalicelib.identity import errors
from chalicelib.identity import public as identity
from chalicelib.identity.model.codes import CodePurpose, SlidePurpose
from chalicelib.identity.service import refreshing, tokens
from chalicelib.storage import secrets
from chalicelib.storage.sealing import SealBroken, seal, unseal
from tests.identity.scenes import EMAIL, LIN, SOMEBODY, last_code, sign_in
from tests.identity.test_factors import Lin, confirm
from tests.kit import people, roots
from tests.kit.roots import FIRST, SECOND
from tests.kit.slides import slid

pytestmark = pytest.mark.usefixtures("store", "clock")


def test_things_are_made_with_the_newest_root_alone():
    with roots.kept(FIRST):
        before, name = secrets.derived_key("a"), secrets.root_id()
    with roots.kept(SECOND, FIRST):
        assert secrets.derived_key("a") != before
        assert secrets.derived_keys("a") == (secrets.derived_key("a"), before)
        assert secrets.derived_key("a", name) == secrets.derived_key("a", "") == before
    with roots.kept(SECOND):
        assert not secrets.has_root(name)
        with pytest.raises(secrets.RootForgotten):
            secrets.derived_key("a", name)


def test_a_root_that_is_about_to_be_used_is_believed_and_makes_nothing():
    with roots.kept(FIRST):
        before = secrets.derived_key("a")
    with roots.kept(SECOND):
        coming = seal("made by who knows it already", purpose="a")
    with roots.kept(FIRST, coming=SECOND):
        assert secrets.derived_key("a") == secrets.derived_key("a", "") == before
        assert unseal(coming, purpose="a") == "made by who knows it already"


def test_what_was_sealed_before_opens_until_the_former_root_is_gone():
    with roots.kept(FIRST):
        sealed = seal("open sesame", purpose="a")
    with roots.kept(SECOND, FIRST):
        assert unseal(sealed, purpose="a") == "open sesame"
        with pytest.raises(SealBroken):
            unseal(sealed, purpose="b")
    with roots.kept(SECOND), pytest.raises(SealBroken):
        unseal(sealed, purpose="a")


def test_a_session_goes_on_through_a_rotation_and_past_its_end(clock: FixedClock):
    people.client(LIN)
    with roots.kept(FIRST):
        grant = sign_in()
    with roots.kept(SECOND, FIRST):
        claims = tokens.read_access_token(Realm.CLIENT, grant.access_token, clock.now())
        assert claims.subject_id == LIN
        renewed = refreshing.refresh(SOMEBODY, Realm.CLIENT, grant.refresh_token)
    with roots.kept(SECOND):
        with pytest.raises(errors.TokenInvalid):
            tokens.read_access_token(Realm.CLIENT, grant.access_token, clock.now())
        tokens.read_access_token(Realm.CLIENT, renewed.access_token, clock.now())
        refreshing.refresh(SOMEBODY, Realm.CLIENT, renewed.refresh_token)


def test_an_app_that_was_used_during_a_rotation_outlives_the_former_root(clock: FixedClock):
    people.client(LIN)
    with roots.kept(FIRST):
        lin = Lin(clock)
    with roots.kept(SECOND, FIRST):
        confirm(lin.proof())
        clock.advance(seconds=60)
    with roots.kept(SECOND):
        confirm(lin.proof())


def test_an_app_that_was_never_used_since_is_worthless_without_the_former_root(clock: FixedClock):
    people.client(LIN)
    with roots.kept(FIRST):
        lin = Lin(clock)
    with roots.kept(SECOND), pytest.raises(SealBroken):
        confirm(lin.proof())


def test_a_recovery_code_from_before_serves_once(clock: FixedClock):
    people.client(LIN)
    with roots.kept(FIRST):
        lin = Lin(clock)
    with roots.kept(SECOND, FIRST):
        confirm(Proof(FactorMethod.RECOVERY_CODE, lin.codes[0]))
        with pytest.raises(errors.FactorWrong):
            confirm(Proof(FactorMethod.RECOVERY_CODE, lin.codes[0]))


def test_an_emailed_code_and_a_solved_puzzle_from_before_are_good():
    purpose = CodePurpose.REGISTRATION
    with roots.kept(FIRST):
        slide = slid(SOMEBODY, SlidePurpose(purpose))
    with roots.kept(SECOND, FIRST):
        identity.send_code(SOMEBODY, purpose, EMAIL, "en", slide=slide)
        code = last_code()
    with roots.kept("t" * 64, SECOND, FIRST):
        ports.transact(
            SOMEBODY,
            lambda unit: identity.consume_code(unit, purpose=purpose, email=EMAIL, code=code),
        )

"""Slide puzzles: drawn, solved, spent once; and what is not to be had without one."""

import zlib
from datetime import timedelta
from typing import Any

import pytest

from app import app
from chalicelib.core.actor import Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Limited
from chalicelib.identity import errors
from chalicelib.identity import public as identity
from chalicelib.identity.model.codes import CodePurpose, SlidePurpose
from chalicelib.identity.model.settings import SLIDER
from chalicelib.identity.rules import pictures
from chalicelib.identity.rules import slides as rules
from chalicelib.identity.service import sessions, slides
from chalicelib.settings import public as settings
from tests.identity.scenes import EMAIL, LIN, SOMEBODY, bodies
from tests.kit import people
from tests.kit.http import Caller
from tests.kit.slides import hole, slid, slid_at

pytestmark = pytest.mark.usefixtures("store", "clock")
CLIENT, SIGN_IN, REGISTRATION = Realm.CLIENT, SlidePurpose.SIGN_IN, SlidePurpose.REGISTRATION
WRONG = "a wrong Password 1"


def solve(drawn: slides.Drawn, beside_px: int = 0, realm: Realm = CLIENT) -> str:
    left = hole(CLIENT, drawn.slide.id) + beside_px
    return slides.solve(SOMEBODY, realm, drawn.slide.id, left).token


def demand(token: str, purpose: SlidePurpose = SIGN_IN, realm: Realm = CLIENT) -> None:
    identity.demand_slide(SOMEBODY, purpose, token, realm=realm)


def is_refused(token: str, purpose: SlidePurpose = SIGN_IN, realm: Realm = CLIENT) -> bool:
    with pytest.raises(errors.SlideRequired) as refusal:
        demand(token, purpose, realm)
    return refusal.value.facts == {"purpose": purpose.value}


class TestSolving:
    @pytest.mark.parametrize("beside_px", [-4, 0, 4])
    def test_a_piece_that_fits_or_as_good_as_fits_earns_a_token(self, beside_px: int):
        demand(solve(slides.draw(SOMEBODY, CLIENT, SIGN_IN), beside_px))

    @pytest.mark.parametrize("beside_px", [-5, 5])
    def test_a_piece_beside_the_mark_does_not(self, beside_px: int):
        drawn = slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        with pytest.raises(errors.SlideMissed) as refusal:
            solve(drawn, beside_px)
        assert refusal.value.facts == {"tries_left": 1}

    def test_two_tries_and_no_more(self):
        drawn = slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        for _ in range(2):
            with pytest.raises(errors.SlideMissed):
                solve(drawn, 30)
        with pytest.raises(errors.SlideExpired):
            solve(drawn)

    def test_a_solved_puzzle_earns_no_second_token(self):
        drawn = slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        solve(drawn)
        with pytest.raises(errors.SlideExpired):
            solve(drawn)

    def test_a_puzzle_waits_five_minutes(self, clock: FixedClock):
        drawn = slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        clock.advance(minutes=4, seconds=59)
        late = slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        demand(solve(drawn))
        clock.advance(minutes=5)
        with pytest.raises(errors.SlideExpired):
            solve(late)

    @pytest.mark.parametrize(("slide_id", "realm"), [("sld_none", CLIENT), (None, Realm.STAFF)])
    def test_there_is_no_such_puzzle(self, slide_id: str | None, realm: Realm):
        drawn = slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        with pytest.raises(errors.SlideExpired):
            slides.solve(SOMEBODY, realm, slide_id or drawn.slide.id, drawn.slide.left)

    def test_a_place_draws_sixty_in_ten_minutes_at_most(self, clock: FixedClock):
        for _ in range(60):
            slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        with pytest.raises(Limited):
            slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        slides.draw(Actor(CLIENT, "", ip="198.51.100.9"), CLIENT, SIGN_IN)
        clock.advance(minutes=10)
        slides.draw(SOMEBODY, CLIENT, SIGN_IN)


class TestSpending:
    def test_a_token_is_good_once(self):
        token = slid(SOMEBODY, SIGN_IN)
        demand(token)
        assert is_refused(token)

    def test_a_token_is_good_for_five_minutes(self, clock: FixedClock):
        token = slid(SOMEBODY, SIGN_IN)
        clock.advance(seconds=rules.LIFETIME / timedelta(seconds=1))
        assert is_refused(token)

    def test_a_token_is_bound_to_its_purpose_and_realm(self):
        token = slid(SOMEBODY, SIGN_IN)
        assert is_refused(token, REGISTRATION)
        assert is_refused(token, SIGN_IN, Realm.STAFF)
        demand(token)

    def test_an_unsolved_puzzle_is_worth_nothing(self):
        drawn = slides.draw(SOMEBODY, CLIENT, SIGN_IN)
        for made_up in ("", drawn.slide.id, f"{drawn.slide.id}.", f"{drawn.slide.id}.guess", "."):
            assert is_refused(made_up)

    def test_the_broker_can_switch_it_off(self):
        settings.adopt(system("test"), SLIDER, False)
        demand("")
        identity.send_code(SOMEBODY, CodePurpose.REGISTRATION, EMAIL, "en", slide="")
        assert len(bodies("identity.code_issued")) == 1


class TestWhatIsGuarded:
    @pytest.mark.parametrize("purpose", [CodePurpose.REGISTRATION, CodePurpose.PASSWORD_RESET])
    def test_no_code_is_mailed_without_one(self, purpose: CodePurpose):
        people.client(LIN)
        for token in ("", slid(SOMEBODY, SIGN_IN)):
            with pytest.raises(errors.SlideRequired):
                identity.send_code(SOMEBODY, purpose, EMAIL, "en", slide=token)
        assert bodies("identity.code_issued") == []
        token = slid(SOMEBODY, SlidePurpose(purpose))
        identity.send_code(SOMEBODY, purpose, EMAIL, "en", slide=token)
        assert len(bodies("identity.code_issued")) == 1

    def test_whoever_must_wait_for_a_code_is_told_before_solving_anything(self):
        slide = slid(SOMEBODY, REGISTRATION)
        identity.send_code(SOMEBODY, CodePurpose.REGISTRATION, EMAIL, "en", slide=slide)
        with pytest.raises(Limited):
            identity.send_code(SOMEBODY, CodePurpose.REGISTRATION, EMAIL, "en", slide="")

    @pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
    def test_signing_in_asks_for_one_after_two_failures(self, email: str):
        people.client(LIN)
        for _ in range(2):
            with pytest.raises(errors.CredentialsWrong):
                sessions.sign_in(SOMEBODY, CLIENT, email, WRONG)
        for _ in range(4):
            with pytest.raises(errors.SlideRequired):
                sessions.sign_in(SOMEBODY, CLIENT, email, WRONG)
        with pytest.raises(errors.CredentialsWrong) as refusal:
            sessions.sign_in(SOMEBODY, CLIENT, email, WRONG, slid(SOMEBODY, SIGN_IN))
        assert refusal.value.facts == {"attempts_left": 2}

    def test_each_further_attempt_costs_a_puzzle(self):
        people.client(LIN)
        for _ in range(2):
            with pytest.raises(errors.CredentialsWrong):
                sessions.sign_in(SOMEBODY, CLIENT, EMAIL, WRONG)
        token = slid(SOMEBODY, SIGN_IN)
        with pytest.raises(errors.CredentialsWrong):
            sessions.sign_in(SOMEBODY, CLIENT, EMAIL, WRONG, token)
        with pytest.raises(errors.SlideRequired):
            sessions.sign_in(SOMEBODY, CLIENT, EMAIL, people.PASSWORD, token)
        grant = sessions.sign_in(SOMEBODY, CLIENT, EMAIL, people.PASSWORD, slid(SOMEBODY, SIGN_IN))
        assert grant.session.subject_id == LIN
        assert sessions.sign_in(SOMEBODY, CLIENT, EMAIL, people.PASSWORD).session.subject_id == LIN


@pytest.mark.parametrize("face", ["portal", "desk"])
class TestRoutes:
    def test_a_puzzle_is_shown_without_its_answer(self, face: str):
        drawn = Caller(app).post(f"/api/{face}/slides", {"purpose": "sign_in"})
        assert drawn.status == 201
        shown = {"id", "width", "height", "piece_size", "top", "background", "piece", "expires_at"}
        assert set(drawn.body) == shown

    def test_a_miss_and_a_hit(self, face: str):
        caller = Caller(app)
        drawn = caller.post(f"/api/{face}/slides", {"purpose": "sign_in"}).body
        path = f"/api/{face}/slides/{drawn['id']}"
        missed = caller.patch(path, {"left": 0})
        assert (missed.status, missed.body["code"]) == (400, "slide_missed")
        assert missed.body["facts"] == {"tries_left": 1}
        realm = CLIENT if face == "portal" else Realm.STAFF
        solved = caller.patch(path, {"left": hole(realm, drawn["id"])})
        assert (solved.status, set(solved.body)) == (200, {"token", "expires_at"})

    def test_what_is_guarded_says_what_to_solve(self, face: str):
        caller = Caller(app)
        codes = f"/api/{face}/password-resets/codes"
        refused = caller.post(codes, {"email": EMAIL})
        assert (refused.status, refused.body["code"]) == (403, "slide_required")
        assert refused.body["facts"] == {"purpose": "password_reset"}
        slide = slid_at(caller, face, "password_reset")
        assert caller.post(codes, {"email": EMAIL, "slide": slide}).status == 202

    @pytest.mark.parametrize("body", [{}, {"left": -1}, {"left": 269}, {"left": "7"}])
    def test_a_malformed_answer_costs_no_try(self, face: str, body: dict[str, Any]):
        caller = Caller(app)
        drawn = caller.post(f"/api/{face}/slides", {"purpose": "sign_in"}).body
        path = f"/api/{face}/slides/{drawn['id']}"
        assert caller.patch(path, body).status == 400
        assert caller.patch(path, {"left": 0}).body["facts"] == {"tries_left": 1}


class TestPictures:
    def test_the_same_seed_draws_the_same_and_another_one_something_else(self):
        first = pictures.puzzle(100, 40, "a seed")
        assert pictures.puzzle(100, 40, "a seed") == first
        assert pictures.puzzle(100, 40, "another").background != first.background

    @pytest.mark.parametrize("left", [0, pictures.FURTHEST_PX])
    @pytest.mark.parametrize("top", [0, pictures.HEIGHT_PX - pictures.PIECE_PX])
    def test_the_piece_is_what_is_missing_where_it_came_from(self, left: int, top: int):
        drawn = pictures.puzzle(left, top, "a seed")
        scene, piece = dots(drawn.background), dots(drawn.piece)
        assert (len(scene), len(scene[0])) == (pictures.HEIGHT_PX, pictures.WIDTH_PX)
        inside = [
            (scene[top + y][left + x], piece[y][x])
            for y in range(pictures.PIECE_PX)
            for x in range(pictures.PIECE_PX)
            if piece[y][x] not in (0, 127)
        ]
        assert len(inside) > 1000
        assert all(in_hole == lit + 128 for in_hole, lit in inside)


def dots(png: bytes) -> list[bytes]:
    """The rows of an indexed PNG without filters, as the specification lays them out."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width = int.from_bytes(png[16:20])
    at = png.index(b"IDAT")
    size = int.from_bytes(png[at - 4 : at])
    rows = zlib.decompress(png[at + 4 : at + 4 + size])
    return [rows[start + 1 : start + 1 + width] for start in range(0, len(rows), width + 1)]

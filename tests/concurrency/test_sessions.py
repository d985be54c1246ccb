"""One refresh token in eight tabs at the same moment."""

from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.core.actor import Realm
from chalicelib.core.clock import FixedClock
from chalicelib.identity import errors, store
from chalicelib.identity.service import refreshing
from chalicelib.identity.service.sessions import Grant
from tests.concurrency.conftest import Tables
from tests.concurrency.threads import at_once, wins
from tests.identity.scenes import LIN, SOMEBODY, sign_in
from tests.kit import people

TABS = 8


@pytest.fixture
def first(tables: Tables) -> Grant:
    """Lin has signed in."""
    people.client(LIN)
    return sign_in()


def refresh(token: str) -> Grant:
    return refreshing.refresh(SOMEBODY, Realm.CLIENT, token)


def test_eight_tabs_get_the_same_next_token(first: Grant):
    granted = at_once(lambda _: refresh(first.refresh_token), threads=TABS)
    (token,) = {one.refresh_token for one in granted}
    assert token != first.refresh_token
    session, _ = store.session_and_login(Realm.CLIENT, LIN, first.session.id)
    assert session is not None
    assert session.generation == first.session.generation + 1


def test_a_copy_that_eight_use_at_once_ends_the_session_once(first: Grant):
    latest = refresh(refresh(first.refresh_token).refresh_token)
    later = FixedClock(ports.now() + timedelta(minutes=1))
    with ports.use(clock=later):
        ends = (errors.SessionReused, errors.SessionEnded)
        answers = at_once(lambda _: refresh(first.refresh_token), *ends, threads=TABS)
        assert wins(answers) == []
        assert sum(isinstance(one, errors.SessionReused) for one in answers) == 1
        with pytest.raises(errors.SessionEnded):
            refresh(latest.refresh_token)

"""What is kept of an intention's input: enough to know it again, nothing to guess it from."""

import pytest

from chalicelib.storage.idempotency import fingerprint
from tests.kit import roots

BODY = b'{"email":"lin@example.com","password":"a Harbour 7"}'


@pytest.mark.usefixtures("engine")
def test_the_same_input_has_the_same_fingerprint_and_other_input_another():
    known = fingerprint(b"POST /x", BODY)
    assert fingerprint(b"POST /x", BODY) == known
    assert fingerprint(b"POST /x", BODY + b" ") != known
    assert fingerprint(b"POST /xB", BODY[1:]) != known


@pytest.mark.usefixtures("engine")
def test_without_our_secret_nobody_can_try_passwords_against_a_fingerprint():
    known = fingerprint(b"POST /x", BODY)
    with roots.kept(roots.FIRST):
        assert fingerprint(b"POST /x", BODY) != known

"""What is kept of an intention's input: enough to know it again, nothing to guess it from."""

import json
from collections.abc import Callable, Iterator

import pytest

from chalicelib.storage import aws, secrets
from chalicelib.storage.idempotency import fingerprint

BODY = b'{"email":"lin@example.com","password":"a Harbour 7"}'


@pytest.fixture
def root_changes(engine: object) -> Iterator[Callable[[], None]]:
    """Lets the deployment's root secret become another one."""
    client, name = aws.client("secretsmanager"), aws.resource("root-key")
    before = client.get_secret_value(SecretId=name)["SecretString"]

    def become(text: str) -> None:
        client.put_secret_value(SecretId=name, SecretString=text)
        secrets.forget()

    yield lambda: become(json.dumps({"root": "r" * 64}))
    become(before)


@pytest.mark.usefixtures("engine")
def test_the_same_input_has_the_same_fingerprint_and_other_input_another():
    known = fingerprint(b"POST /x", BODY)
    assert fingerprint(b"POST /x", BODY) == known
    assert fingerprint(b"POST /x", BODY + b" ") != known
    assert fingerprint(b"POST /xB", BODY[1:]) != known


def test_without_our_secret_nobody_can_try_passwords_against_a_fingerprint(
    root_changes: Callable[[], None],
):
    known = fingerprint(b"POST /x", BODY)
    root_changes()
    assert fingerprint(b"POST /x", BODY) != known

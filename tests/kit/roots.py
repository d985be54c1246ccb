"""The root secret of the deployment, changed for a while: a rotation, or its end."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.storage import aws, secrets

FIRST, SECOND = "r" * 64, "s" * 64


@contextmanager
def kept(root: str, *former: str, coming: str = "") -> Iterator[None]:
    """Things are made with ``root``, and what was made with one of ``former`` is still ours; so is
    what others make already with the ``coming`` one."""
    client, name = aws.client("secretsmanager"), aws.resource("root-key")
    before = client.get_secret_value(SecretId=name)["SecretString"]
    _put(json.dumps({"root": root, "former": list(former), "next": coming}))
    try:
        yield
    finally:
        _put(before)


def _put(text: str) -> None:
    client, name = aws.client("secretsmanager"), aws.resource("root-key")
    client.put_secret_value(SecretId=name, SecretString=text)
    secrets.forget()

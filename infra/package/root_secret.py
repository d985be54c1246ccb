"""`python -m infra.package.root_secret`: puts another root secret in the place of the present one.

    python -m infra.package.root_secret --stage meridian-live introduce
    python -m infra.package.root_secret --stage meridian-live promote
    python -m infra.package.root_secret --stage meridian-live retire

Owns the three steps of a rotation in which nobody is signed out. A running function keeps what it
has read, so deploy after each: the new root is known everywhere before anything is made with it,
and the former one is kept until nothing that it made is needed any longer.
"""

from __future__ import annotations

import argparse
import json
import secrets
import sys
from collections.abc import Callable
from typing import Any

import boto3

from infra.local.aws import REGION

Ring = dict[str, Any]
_LENGTH_BYTES = 48


class StepRefused(Exception):
    """The rotation is not at the point for this step; says why."""


def introduced(ring: Ring, fresh: str) -> Ring:
    """``ring`` with ``fresh`` known, and nothing made with it yet.

    Raises:
        StepRefused: another rotation is under way.
    """
    if ring.get("next") or ring.get("former"):
        raise StepRefused("a rotation is under way: promote or retire first")
    return ring | {"next": fresh}


def promoted(ring: Ring) -> Ring:
    """``ring`` with the introduced root in use, and the one before still believed.

    Raises:
        StepRefused: none was introduced.
    """
    if not ring.get("next"):
        raise StepRefused("introduce a root first, and deploy")
    kept = {name: value for name, value in ring.items() if name != "next"}
    return kept | {"root": ring["next"], "former": [ring["root"]]}


def retired(ring: Ring) -> Ring:
    """``ring`` without the former root: what only that one made is worthless from now on.

    Raises:
        StepRefused: there is none, or the introduced one is not in use yet.
    """
    if ring.get("next"):
        raise StepRefused("promote the introduced root first, and deploy")
    if not ring.get("former"):
        raise StepRefused("there is no former root")
    return {name: value for name, value in ring.items() if name != "former"}


STEPS: dict[str, Callable[[Ring], Ring]] = {
    "introduce": lambda ring: introduced(ring, secrets.token_urlsafe(_LENGTH_BYTES)),
    "promote": promoted,
    "retire": retired,
}


def take(stage: str, step: str, region: str) -> None:
    """Take a step in the secret of ``stage``.

    Raises:
        StepRefused.
    """
    client, name = boto3.client("secretsmanager", region_name=region), f"fairlead-{stage}-root-key"
    ring = json.loads(client.get_secret_value(SecretId=name)["SecretString"])
    client.put_secret_value(SecretId=name, SecretString=json.dumps(STEPS[step](ring)))


def main() -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.package.root_secret")
    parser.add_argument("--stage", required=True)
    parser.add_argument("step", choices=STEPS)
    asked = parser.parse_args()
    try:
        take(asked.stage, asked.step, boto3.session.Session().region_name or REGION)
    except StepRefused as refusal:
        print(f"Nothing was changed: {refusal}.")
        return 1
    print("Done. Deploy now, so that every function reads it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

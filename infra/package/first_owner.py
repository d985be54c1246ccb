"""`python -m infra.package.first_owner`: makes a deployed stage's first member of staff.

    python -m infra.package.first_owner --stage meridian-live \\
      --name "Ann Lee" --email ann@broker.example

Owns the one act that no route offers: until somebody can sign in, nobody can invite anybody. It
asks for the password (or reads one line of standard input) and goes through the same use case as
everything else. Refuses, by that use case, when the stage has an owner already.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys

import boto3

from infra.local.aws import REGION


def main() -> int:
    """The command; returns the exit status."""
    asked = _arguments()
    region = boto3.session.Session().region_name or REGION
    account = boto3.client("sts", region_name=region).get_caller_identity()["Account"]
    os.environ |= {
        "FAIRLEAD_STAGE": asked.stage,
        "FAIRLEAD_ACCOUNT": account,
        "AWS_DEFAULT_REGION": region,
    }
    # Imported here because the store takes its stage from the environment.
    from chalicelib.core.errors import FairleadError  # noqa: PLC0415
    from chalicelib.identity import public as identity  # noqa: PLC0415

    try:
        staff_id = identity.create_first_owner(
            name=asked.name, email=asked.email, password=_password(), language=asked.language
        )
    except FairleadError as refusal:
        print(f"Not made ({refusal.code}): {refusal.message}")
        return 1
    print(f"Made {staff_id}; sign in to the back office as {asked.email}.")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.package.first_owner")
    parser.add_argument("--stage", required=True)
    parser.add_argument("--name", required=True)
    parser.add_argument("--email", required=True)
    parser.add_argument("--language", choices=("en", "zh", "ar"), default="en")
    return parser.parse_args()


def _password() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Password: ")
    return sys.stdin.readline().rstrip("\n")


if __name__ == "__main__":
    sys.exit(main())

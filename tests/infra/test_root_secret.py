"""The steps of a rotation of the root secret, in their order and no other."""

import json
from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from infra.package.root_secret import StepRefused, introduced, promoted, retired, take

REGION, STAGE = "eu-central-1", "here"
NAME = f"fairlead-{STAGE}-root-key"
OLD = {"root": "old"}


def test_what_is_introduced_is_believed_before_anything_is_made_with_it():
    assert introduced(OLD, "new") == {"root": "old", "next": "new", "former": ["new"]}


def test_what_is_promoted_makes_things_and_the_former_is_still_believed():
    assert promoted(introduced(OLD, "new")) == {"root": "new", "former": ["old"]}


def test_in_the_end_there_is_one_again():
    assert retired(promoted(introduced(OLD, "new"))) == {"root": "new"}


def test_no_step_can_be_left_out_or_taken_twice():
    under_way = introduced(OLD, "new")
    for step, ring in (
        (promoted, OLD),
        (retired, OLD),
        (retired, under_way),
        (promoted, promoted(under_way)),
    ):
        with pytest.raises(StepRefused):
            step(ring)
    for ring in (under_way, promoted(under_way)):
        with pytest.raises(StepRefused):
            introduced(ring, "newer")


@pytest.fixture
def deployed() -> Iterator[None]:
    with mock_aws():
        client = boto3.client("secretsmanager", region_name=REGION)
        client.create_secret(Name=NAME, SecretString=json.dumps(OLD))
        yield


def kept() -> dict[str, object]:
    client = boto3.client("secretsmanager", region_name=REGION)
    found: dict[str, object] = json.loads(client.get_secret_value(SecretId=NAME)["SecretString"])
    return found


@pytest.mark.usefixtures("deployed")
def test_a_whole_rotation_ends_with_a_long_random_root():
    for step in ("introduce", "promote", "retire"):
        take(STAGE, step, REGION)
    assert list(kept()) == ["root"]
    assert kept() != OLD
    assert len(str(kept()["root"])) == 64


@pytest.mark.usefixtures("deployed")
def test_a_refused_step_changes_nothing():
    with pytest.raises(StepRefused):
        take(STAGE, "retire", REGION)
    assert kept() == OLD

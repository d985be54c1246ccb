"""The steps of a rotation of the root secret, in their order and no other."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra.package.root_secret import StepRefused, introduced, promoted, retired, take

REGION = "eu-central-1"
OLD = {"root": "old"}


def test_what_is_introduced_is_believed_before_anything_is_made_with_it():
    assert introduced(OLD, "new") == {"root": "old", "next": "new"}


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
def stage() -> Iterator[str]:
    with mock_aws():
        stage = f"here-{uuid.uuid4().hex[:8]}"
        _secrets().create_secret(Name=f"fairlead-{stage}-root-key", SecretString=json.dumps(OLD))
        yield stage


def _secrets() -> Any:
    return boto3.client("secretsmanager", region_name=REGION)


def kept(stage: str) -> dict[str, str]:
    answer = _secrets().get_secret_value(SecretId=f"fairlead-{stage}-root-key")
    found: dict[str, str] = json.loads(answer["SecretString"])
    return found


def test_a_whole_rotation_ends_with_a_long_random_root(stage: str):
    for step in ("introduce", "promote", "retire"):
        take(stage, step, REGION)
    assert list(kept(stage)) == ["root"]
    assert kept(stage) != OLD
    assert len(kept(stage)["root"]) == 64


def test_a_refused_step_changes_nothing(stage: str):
    with pytest.raises(StepRefused):
        take(stage, "retire", REGION)
    assert kept(stage) == OLD

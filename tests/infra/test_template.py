"""The reader of infra/resources.yaml: what it works out, and what it refuses to guess."""

from pathlib import Path
from typing import Any

import pytest

from infra.template import Resolver, TemplateError, load

TEMPLATE = {
    "Parameters": {"Stage": {"Type": "String"}, "Colour": {"Type": "String", "Default": "blue"}},
    "Conditions": {
        "IsBlue": {"Fn::Equals": [{"Ref": "Colour"}, "blue"]},
        "IsRed": {"Fn::Not": [{"Condition": "IsBlue"}]},
        "Both": {"Fn::And": [{"Condition": "IsBlue"}, {"Condition": "IsRed"}]},
        "Either": {"Fn::Or": [{"Condition": "IsBlue"}, {"Condition": "IsRed"}]},
    },
}


def resolver(**parameters: str) -> Resolver:
    return Resolver(
        TEMPLATE,
        {"Stage": "test", **parameters},
        {"AWS::Region": "eu-central-1"},
        lambda resource, attribute: f"<{resource} {attribute}>",
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"Ref": "Stage"}, "test"),
        ({"Ref": "Colour"}, "blue"),
        ({"Ref": "AWS::Region"}, "eu-central-1"),
        ({"Fn::Sub": "a-${Stage}-${Colour}"}, "a-test-blue"),
        ({"Fn::Sub": "${Queue.Arn}/x"}, "<Queue Arn>/x"),
        ({"Fn::Sub": ["${Word} ${Stage}", {"Word": {"Ref": "Colour"}}]}, "blue test"),
        ({"Fn::GetAtt": ["Queue", "Arn"]}, "<Queue Arn>"),
        ({"Fn::If": ["IsBlue", 1, 2]}, 1),
        ({"Fn::If": ["IsRed", 1, 2]}, 2),
        ({"Fn::If": ["Both", 1, 2]}, 2),
        ({"Fn::If": ["Either", 1, 2]}, 1),
        ({"Fn::Join": ["-", ["a", {"Ref": "Stage"}]]}, "a-test"),
        ({"Deep": [{"In": {"Ref": "Stage"}}]}, {"Deep": [{"In": "test"}]}),
        (["kept", {"Ref": "AWS::NoValue"}], ["kept"]),
        ({"Kept": 1, "Gone": {"Fn::If": ["IsRed", 1, {"Ref": "AWS::NoValue"}]}}, {"Kept": 1}),
    ],
)
def test_every_intrinsic_function_of_the_file_is_worked_out(written: Any, meant: Any) -> None:
    assert resolver().resolve(written) == meant


def test_a_given_parameter_beats_its_default() -> None:
    assert resolver(Colour="red").resolve({"Fn::If": ["IsBlue", 1, 2]}) == 2


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ({"Ref": "Nobody"}, "nothing is known by the name Nobody"),
        ({"Fn::ImportValue": "x"}, "Fn::ImportValue is not understood"),
        ({"Fn::If": ["IsGreen", 1, 2]}, "no condition is named IsGreen"),
    ],
)
def test_what_it_does_not_know_is_an_error_and_never_a_guess(written: Any, complaint: str) -> None:
    with pytest.raises(TemplateError, match=complaint):
        resolver().resolve(written)


def test_anchors_and_short_tags_come_out_in_their_long_forms(tmp_path: Path) -> None:
    path = tmp_path / "some.yaml"
    path.write_text(
        "Metadata: {Shared: &shared {A: !Ref Stage, B: 1}}\n"
        "Resources:\n"
        "  One: {Properties: {<<: *shared, B: 2, C: !GetAtt Two.Arn, D: !Sub 'x-${Stage}'}}\n"
    )
    assert load(path) == {
        "Resources": {
            "One": {
                "Properties": {
                    "A": {"Ref": "Stage"},
                    "B": 2,
                    "C": {"Fn::GetAtt": ["Two", "Arn"]},
                    "D": {"Fn::Sub": "x-${Stage}"},
                }
            }
        }
    }

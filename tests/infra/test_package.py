"""The packaged template: what AWS will be told about every function and the API."""

import importlib.util
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app import ANSWERING, app
from infra.local.layout import ROOT
from infra.package import apis, code, policies
from infra.package.__main__ import CODE
from infra.package.code import FACES_FILE
from infra.package.finish import NotDeclared, finish, logical_id_of
from infra.template import load

VISIBILITY_PER_TIMEOUT = 6
UNCHECKED = (1).to_bytes(4, "little")


def functions(template: dict[str, Any]) -> dict[str, Any]:
    return {
        logical_id: resource["Properties"]
        for logical_id, resource in template["Resources"].items()
        if resource["Type"] == "AWS::Serverless::Function"
    }


def events(template: dict[str, Any], kind: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [
        (function, event["Properties"])
        for function in functions(template).values()
        for event in function.get("Events", {}).values()
        if event["Type"] == kind
    ]


def statements(template: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        statement
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::IAM::Role"
        for policy in resource["Properties"]["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def test_the_template_passes_cfn_lint(packaged: Path) -> None:
    lint = Path(sys.executable).with_name("cfn-lint")
    told = subprocess.run(
        [str(lint), str(packaged / "template.json")], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout


def test_all_code_is_compiled_and_not_checked_against_its_source(packaged: Path) -> None:
    with zipfile.ZipFile(packaged / CODE) as archive:
        names = set(archive.namelist())
        ours = [name for name in names if name.endswith(".py") and name.startswith("chalicelib")]
        compiled = [importlib.util.cache_from_source(name) for name in ours]
        assert set(compiled) <= names
        flags = {archive.read(name)[4:8] for name in compiled}
    assert flags == {UNCHECKED}


def test_the_code_carries_the_table_of_which_face_answers_which_path(packaged: Path) -> None:
    with zipfile.ZipFile(packaged / CODE) as archive:
        assert json.loads(archive.read(FACES_FILE)) == ANSWERING


def test_fonts_that_no_document_is_set_in_are_left_out(packaged: Path) -> None:
    with zipfile.ZipFile(packaged / "documents.zip") as archive:
        fonts = {Path(one).name for one in archive.namelist() if one.endswith((".ttf", ".otf"))}
    assert fonts == {
        "Inter[opsz,wght].ttf",
        "NotoSansArabic[wdth,wght].ttf",
        "NotoSansSC-Regular.otf",
    }


def test_the_same_code_makes_the_same_file(tmp_path: Path) -> None:
    made = []
    for name in ("one.zip", "two.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("chalicelib/edge/one.py", "NAME = 1\n")
            archive.writestr("chalicelib/edge/__pycache__/one.cpython-311.pyc", "stale")
        code.finish(tmp_path / name, {"/one": ["chalicelib.edge.one"]})
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_every_queue_source_reports_failed_records_one_by_one(template: dict[str, Any]) -> None:
    for _, source in events(template, "SQS"):
        assert source["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_every_queue_hides_a_message_six_times_as_long_as_its_function_may_run(
    template: dict[str, Any],
) -> None:
    hidden_for = template["Parameters"]["QueueVisibilitySeconds"]["Default"]
    for function, source in events(template, "SQS"):
        queue = template["Resources"][source["Queue"]["Fn::GetAtt"][0]]["Properties"]
        assert queue["VisibilityTimeout"] == {"Ref": "QueueVisibilitySeconds"}
        assert hidden_for >= VISIBILITY_PER_TIMEOUT * function["Timeout"]


def test_streams_are_read_from_their_beginning_and_a_poison_record_cannot_block_them(
    template: dict[str, Any],
) -> None:
    sources = [source for _, source in events(template, "DynamoDB")]
    tables = {source["Stream"]["Fn::GetAtt"][0] for source in sources}
    assert tables == {"OutboxTable", "AuditTable"}
    for source in sources:
        assert source["StartingPosition"] == "TRIM_HORIZON"
        assert source["BisectBatchOnFunctionError"] is True
        assert 0 < source["MaximumRetryAttempts"] < 100
        failures = source["Stream"]["Fn::GetAtt"][0].replace("Table", "Failures")
        assert source["DestinationConfig"]["OnFailure"]["Destination"] == {
            "Fn::GetAtt": [failures, "Arn"]
        }


def test_a_scheduled_function_is_not_run_again_by_lambda_itself(template: dict[str, Any]) -> None:
    for function, _ in events(template, "Schedule"):
        assert function["EventInvokeConfig"] == {"MaximumRetryAttempts": 0}


def test_every_function_named_in_the_chalice_config_exists(template: dict[str, Any]) -> None:
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())
    for stage in config["stages"].values():
        for name in stage["lambda_functions"]:
            assert logical_id_of(name) in functions(template), f"no handler is called {name}"


def test_every_registered_handler_is_packaged_with_a_role_of_its_own(
    template: dict[str, Any],
) -> None:
    names = [source.name for source in app.event_sources]
    names += ["api_handler"] if app.routes else []
    assert {logical_id_of(name) for name in names} == set(functions(template))
    roles = [function["Role"]["Fn::GetAtt"][0] for function in functions(template).values()]
    assert len(set(roles)) == len(roles)


def test_grants_name_only_handlers_tables_and_queues_that_exist() -> None:
    grants = policies.read()
    resources = load()["Resources"].values()
    declared = {
        str(resource["Properties"][key].get("Fn::Sub", "")).removeprefix("fairlead-${Stage}-")
        for resource in resources
        for key in ("TableName", "QueueName")
        if key in resource.get("Properties", {})
    }
    handlers = {source.name for source in app.event_sources} | {"api_handler"}
    assert set(grants.functions) <= handlers
    for grant in grants.functions.values():
        named = [*grant.get("capabilities", []), *grant.get("reads", []), *grant.get("sends", [])]
        assert set(named) <= declared


def test_no_function_may_do_everything_to_anything_or_scan_a_table(
    template: dict[str, Any],
) -> None:
    for statement in statements(template):
        assert "*" not in statement["Resource"]
        assert all(not action.endswith(":*") for action in statement["Action"])
        assert "dynamodb:Scan" not in statement["Action"]


def test_every_function_knows_its_stage_and_logs_for_a_limited_time(
    template: dict[str, Any],
) -> None:
    for function in functions(template).values():
        assert function["Environment"]["Variables"]["FAIRLEAD_STAGE"] == {"Ref": "Stage"}
        logs = template["Resources"][function["LoggingConfig"]["LogGroup"]["Ref"]]
        assert logs["Properties"]["RetentionInDays"] > 0


def test_no_name_of_the_packaging_stage_is_left(template: dict[str, Any]) -> None:
    assert "fairlead-packaging-" not in json.dumps(template)


@pytest.mark.parametrize("api_id", [apis.PORTAL, apis.DESK])
def test_an_api_is_regional_answers_before_the_gateway_gives_up_and_refuses_in_our_words(
    api_id: str, template: dict[str, Any]
) -> None:
    api = template["Resources"][api_id]["Properties"]
    assert api["EndpointConfiguration"] == {"Type": "REGIONAL"}
    assert functions(template)["APIHandler"]["Timeout"] < 29
    refusals = api["DefinitionBody"]["x-amazon-apigateway-gateway-responses"]
    body = json.loads(refusals["REQUEST_TOO_LARGE"]["responseTemplates"]["application/json"])
    assert (refusals["REQUEST_TOO_LARGE"]["statusCode"], body["code"]) == ("413", "body_too_large")


def test_every_route_is_in_exactly_one_api_and_each_face_is_served_by_its_own(
    template: dict[str, Any],
) -> None:
    portal, desk = (
        set(template["Resources"][api_id]["Properties"]["DefinitionBody"]["paths"])
        for api_id in (apis.PORTAL, apis.DESK)
    )
    assert portal | desk == set(app.routes)
    assert not portal & desk
    assert all(path.startswith("/api/desk/") for path in desk)
    for face, api_id in (("Portal", apis.PORTAL), ("Desk", apis.DESK)):
        distribution = template["Resources"][f"{face}Distribution"]["Properties"]
        origins = distribution["DistributionConfig"]["Origins"]
        assert "${" + api_id + "}" in origins[1]["DomainName"]["Fn::Sub"]
        assert origins[1]["OriginPath"] == "/live"


def test_either_api_and_nothing_else_may_call_the_handler(template: dict[str, Any]) -> None:
    allowed = [
        json.dumps(resource["Properties"]["SourceArn"])
        for resource in template["Resources"].values()
        if resource["Type"] == "AWS::Lambda::Permission"
        and resource["Properties"]["FunctionName"] == {"Ref": "APIHandler"}
    ]
    assert len(allowed) == 2
    assert any(apis.PORTAL in source for source in allowed)
    assert any(apis.DESK in source for source in allowed)


def test_a_handler_on_a_queue_that_is_not_declared_is_refused() -> None:
    event = {"Type": "SQS", "Properties": {"Queue": {"Fn::Sub": "arn:x:fairlead-s-nobodys"}}}
    function = {"Type": "AWS::Serverless::Function", "Properties": {"Events": {"One": event}}}
    grants = policies.Grants([], {"stray": {}})
    with pytest.raises(NotDeclared, match="stray hangs on nobodys"):
        finish({"Resources": {"Stray": function}}, "s", ["stray"], grants)


def test_a_handler_without_grants_is_refused() -> None:
    with pytest.raises(policies.WrongGrant, match="says nothing about stray"):
        policies.statements("stray", policies.Grants([], {}), "/aws/lambda/stray")


def test_a_kind_of_grant_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "grants.yaml"
    path.write_text("unit_of_work: []\nfunctions: {stray: {everything: true}}\n")
    with pytest.raises(policies.WrongGrant, match="no such grant as everything"):
        policies.read(path)


def test_a_grant_allows_what_it_says_and_nothing_else() -> None:
    grant = {
        "capabilities": ["funds"],
        "reads": ["clients"],
        "publishes": True,
        "sends": ["payments-webhooks"],
        "mails": True,
        "secrets": ["stripe", "mt5-*"],
        "files": {"quarantine": ["get", "delete"]},
    }
    allowed = policies.statements("f", policies.Grants(["outbox"], {"f": grant}), "/log")
    by_action = {one["Action"][0]: one for one in allowed}
    written = json.dumps(by_action["dynamodb:BatchGetItem"])
    assert "dynamodb:PutItem" not in by_action["dynamodb:BatchGetItem"]["Action"]
    assert "-clients" in written
    everything = json.dumps(allowed)
    assert "secret:fairlead-${Stage}-stripe-*" in everything
    assert "secret:fairlead-${Stage}-mt5-*" in everything
    assert "${UploadsBucket.Arn}/quarantine/*" in everything
    assert "s3:PutObject" not in everything
    assert "-funds/index/*" in everything


def consumers() -> list[Any]:
    return [
        source
        for source in app.event_sources
        if hasattr(getattr(app.handler_map[source.name], "func", None), "consumes")
    ]


def lets_through(policy: list[Any], name: str) -> bool:
    return any(
        name.startswith(one["prefix"]) if isinstance(one, dict) else name == one for one in policy
    )


def test_every_message_that_a_consumer_handles_passes_the_filter_of_its_queue() -> None:
    resources = load()["Resources"]
    filters = {
        resources[one["Properties"]["Endpoint"]["Fn::GetAtt"][0]]["Properties"]["QueueName"][
            "Fn::Sub"
        ].removeprefix("fairlead-${Stage}-"): one["Properties"]["FilterPolicy"]["name"]
        for one in resources.values()
        if one["Type"] == "AWS::SNS::Subscription"
        and one["Properties"]["Protocol"] == "sqs"
        and one["Properties"]["TopicArn"] == {"Ref": "MessagesTopic"}
    }
    for source in consumers():
        handler = app.handler_map[source.name].func
        if handler.queue_name in filters:
            missing = [
                name
                for name in handler.consumes
                if not lets_through(filters[handler.queue_name], name)
            ]
            assert missing == [], f"{handler.queue_name} never receives these"

"""Completes the template that Chalice makes: what SAM can say and Chalice cannot.

Owns names, roles, environment and event sources; what the APIs are is in `apis`. Refuses a handler
whose queue or table the resources do not declare. Pure: template in, template out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalice.utils import to_cfn_resource_name

from infra.package import apis, policies

Template = dict[str, Any]

LOG_DAYS = 400
# A stream batch is tried this often, then halved, then named in the failures queue.
STREAM_RETRIES = 5
_STREAM_RECORD_MAX_AGE_SECONDS = 3600


class NotDeclared(Exception):
    """A handler hangs on a queue or table that infra/resources.yaml does not declare."""


def finish(template: Template, stage: str, names: list[str], grants: policies.Grants) -> Template:
    """The template ready for AWS.

    `template` is Chalice's merged with the resources; `stage` is the stage that the handlers'
    resource names were made with; `names` are the names of all handlers.
    """
    resources = dict(template["Resources"])
    for name in names:
        logical_id = logical_id_of(name)
        function = _Function(
            name, logical_id, resources[logical_id]["Properties"], stage, resources
        )
        resources |= function.finished(grants)
    if apis.PORTAL in resources:
        resources |= apis.split(resources)
    return {**template, "Resources": resources}


def logical_id_of(name: str) -> str:
    """The resource that Chalice makes of the handler `name`."""
    return "APIHandler" if name == "api_handler" else str(to_cfn_resource_name(name))


class _Function:
    """One function and what is made around it."""

    def __init__(
        self, name: str, logical_id: str, properties: Template, stage: str, resources: Template
    ) -> None:
        self._name = name
        self._id = logical_id
        self._properties = properties
        self._stage = stage
        self._resources = resources
        self._log_group = "/aws/lambda/fairlead-${Stage}-" + name

    def finished(self, grants: policies.Grants) -> Template:
        """The function, its role and its log group."""
        allowed = policies.statements(self._name, grants, self._log_group)
        events: Template = {}
        for event_name, event in self._properties.get("Events", {}).items():
            events[event_name], more = self._event(event)
            allowed += more
        properties = {
            **self._properties,
            "FunctionName": {"Fn::Sub": "fairlead-${Stage}-" + self._name},
            "Role": {"Fn::GetAtt": [f"{self._id}Role", "Arn"]},
            "Environment": {"Variables": self._environment()},
            "LoggingConfig": {"LogGroup": {"Ref": f"{self._id}Logs"}},
        }
        if events:
            properties["Events"] = events
        if any(event["Type"] == "Schedule" for event in events.values()):
            # The next tick comes anyway; a repeated one would only overlap it.
            properties["EventInvokeConfig"] = {"MaximumRetryAttempts": 0}
        return {
            self._id: {"Type": "AWS::Serverless::Function", "Properties": properties},
            f"{self._id}Role": _role(allowed),
            f"{self._id}Logs": _log_group(self._log_group),
        }

    def _environment(self) -> Template:
        own = self._properties.get("Environment", {}).get("Variables", {})
        return {
            **own,
            "FAIRLEAD_STAGE": {"Ref": "Stage"},
            "FAIRLEAD_ACCOUNT": {"Ref": "AWS::AccountId"},
            "FAIRLEAD_EDGE": "cloudfront",
            "FAIRLEAD_PORTAL_URL": _address("Portal"),
            "FAIRLEAD_DESK_URL": _address("Desk"),
            "FAIRLEAD_MALWARE_SCAN": {"Ref": "MalwareScan"},
            "FAIRLEAD_GEO_DATABASE": "uploads:geo/cities.mmdb",
        }

    def _event(self, event: Template) -> tuple[Template, list[policies.Statement]]:
        properties = event["Properties"]
        if event["Type"] == "SQS":
            queue = self._declared(_queue_name(properties["Queue"]), "QueueName")
            source = {
                **properties,
                "Queue": {"Fn::GetAtt": [queue, "Arn"]},
                "FunctionResponseTypes": ["ReportBatchItemFailures"],
            }
            return {"Type": "SQS", "Properties": source}, [policies.consuming(queue)]
        if event["Type"] == "DynamoDB":
            table = self._declared(str(properties["Stream"]).split("/")[1], "TableName")
            source = {**properties, **_stream_settings(table)}
            return (
                {"Type": "DynamoDB", "Properties": source},
                policies.reading_stream(table, _failures_of(table)),
            )
        return event, []

    def _declared(self, full_name: str, name_property: str) -> str:
        short = full_name.removeprefix(f"fairlead-{self._stage}-")
        wanted = {"Fn::Sub": "fairlead-${Stage}-" + short}
        for logical_id, resource in self._resources.items():
            if resource.get("Properties", {}).get(name_property) == wanted:
                return logical_id
        raise NotDeclared(f"{self._name} hangs on {short}, which infra/resources.yaml lacks")


def _queue_name(queue: Any) -> str:
    """The name at the end of the queue's ARN, which Chalice writes as a Fn::Sub."""
    text = queue["Fn::Sub"] if isinstance(queue, Mapping) else queue
    arn = text if isinstance(text, str) else text[0]
    return str(arn).rsplit(":", 1)[-1]


def _stream_settings(table: str) -> Template:
    return {
        "Stream": {"Fn::GetAtt": [table, "StreamArn"]},
        # LATEST could miss what is written while the event source is being made.
        "StartingPosition": "TRIM_HORIZON",
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": STREAM_RETRIES,
        "MaximumRecordAgeInSeconds": _STREAM_RECORD_MAX_AGE_SECONDS,
        "DestinationConfig": {
            "OnFailure": {
                "Type": "SQS",
                "Destination": {"Fn::GetAtt": [_failures_of(table), "Arn"]},
            }
        },
    }


def _failures_of(table: str) -> str:
    """The queue that names what the reader of a table's stream gave up on."""
    return f"{table.removesuffix('Table')}Failures"


def _address(face: str) -> Template:
    own = {"Fn::Sub": "https://${" + face + "Domain}"}
    # CloudFront's name cannot be a reference: CloudFront needs the API, and that its functions.
    return {"Fn::If": ["HasDomains", own, {"Ref": f"{face}Address"}]}


def _role(allowed: list[policies.Statement]) -> Template:
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "lambda.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
    policy = {"Version": "2012-10-17", "Statement": allowed}
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "AssumeRolePolicyDocument": trust,
            "Policies": [{"PolicyName": "own", "PolicyDocument": policy}],
        },
    }


def _log_group(name: str) -> Template:
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {"LogGroupName": {"Fn::Sub": name}, "RetentionInDays": LOG_DAYS},
    }

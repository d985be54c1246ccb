"""Creates what `infra/resources.yaml` declares on a local engine.

Owns the way from the declaration to tables, queues, topic, buckets and secrets outside AWS, for
the laptop stack and for tests (moto, MiniStack, DynamoDB Local). May be called again at any time:
what exists stays, what changed in the file (indexes, filters, queue settings) is brought up to
date, nothing is ever deleted. Refuses a resource type that it neither makes nor knows to be AWS's
business alone.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping

from infra.local.aws import REGION, Clients
from infra.local.makers import MAKERS, Declared
from infra.template import Resolver, TemplateError, Tree, load

# Real on AWS, without meaning on one machine.
AWS_ALONE = frozenset(
    {
        "AWS::CloudFront::Distribution",
        "AWS::CloudFront::Function",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::OriginRequestPolicy",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::CloudWatch::Alarm",
        "AWS::GuardDuty::MalwareProtectionPlan",
        "AWS::IAM::Role",
        "AWS::KMS::Key",
        "AWS::S3::BucketPolicy",
        "AWS::SES::ConfigurationSetEventDestination",
        "AWS::SES::EmailIdentity",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::QueuePolicy",
    }
)

_ORDER = (
    "AWS::DynamoDB::Table",
    "AWS::SQS::Queue",
    "AWS::SNS::Topic",
    "AWS::SNS::Subscription",
    "AWS::S3::Bucket",
    "AWS::SecretsManager::Secret",
    "AWS::KMS::Alias",
    "AWS::SES::ConfigurationSet",
)
_NAME_PROPERTIES = ("TableName", "QueueName", "TopicName", "BucketName", "AliasName", "Name")


@functools.cache
def _template() -> dict[str, Tree]:
    return load()


def resolver(stage: str, endpoint: str | None, **parameters: str) -> Resolver:
    """Works out the file's values for a local stage; further template parameters by keyword."""
    given = {
        "Stage": stage,
        "Protection": "off",
        "UploadsOrigin": endpoint or "",
        "QueueVisibilitySeconds": "30",
        **parameters,
    }
    pseudo = {
        "AWS::Region": REGION,
        "AWS::Partition": "aws",
        "AWS::URLSuffix": "amazonaws.com",
        "AWS::AccountId": "000000000000",
    }
    return Resolver(
        _template(), given, pseudo, lambda resource, attribute: f"{resource}.{attribute}"
    )


def create(
    stage: str, endpoint: str | None, only: Collection[str] | None = None, **parameters: str
) -> list[str]:
    """Creates the declared resources of `stage`, or brings them up to date.

    `endpoint` is the engine's URL, None inside moto. `only` names what is wanted without the
    `fairlead-{stage}-` in front, such as `{"clients", "outbox", "funds-events"}`; a queue brings
    its dead-letter queue, and its subscription if the topic `messages` is named too. Returns the
    full names in the order of creation.

    Raises:
        TemplateError: the file holds a type unknown here, or `only` a name that is not declared.
    """
    answer = resolver(stage, endpoint, **parameters)
    clients = Clients(endpoint)
    wanted = list(_wanted(answer, stage, only))
    made: list[str] = []
    for type_ in _ORDER:
        for declared in _dead_letters_first([one for one in wanted if one.type == type_]):
            made.append(MAKERS[type_](clients, answer, declared))
    return made


def table_names(stage: str) -> list[str]:
    """Every declared table's full name, in the file's order."""
    answer = resolver(stage, None)
    return [
        str(answer.resolve(one.properties["TableName"]))
        for one in _declared()
        if one.type == "AWS::DynamoDB::Table"
    ]


def _declared() -> Iterator[Declared]:
    for logical_id, resource in _template()["Resources"].items():
        if resource["Type"] not in _ORDER and resource["Type"] not in AWS_ALONE:
            raise TemplateError(f"{logical_id} is a {resource['Type']}, unknown to infra/local")
        # Conditional resources (alarm mail, mail domain) belong to AWS alone as well.
        if "Condition" not in resource and resource["Type"] in _ORDER:
            yield Declared(logical_id, resource["Type"], resource["Properties"])


def _wanted(answer: Resolver, stage: str, only: Collection[str] | None) -> Iterator[Declared]:
    if only is None:
        yield from _declared()
        return
    names = {one.logical_id: _short_name(answer, stage, one) for one in _declared()}
    unknown = set(only) - set(names.values())
    if unknown:
        raise TemplateError(f"not declared in infra/resources.yaml: {', '.join(sorted(unknown))}")
    for one in _declared():
        name = names[one.logical_id]
        if (
            name in only
            or name.removesuffix("-dead") in only
            or _connects(answer, one, names, only)
        ):
            yield one


def _connects(
    answer: Resolver, one: Declared, names: Mapping[str, str], only: Collection[str]
) -> bool:
    if one.type != "AWS::SNS::Subscription":
        return False
    queue = str(answer.resolve(one.properties["Endpoint"])).split(".", maxsplit=1)[0]
    return "messages" in only and names.get(queue) in only


def _short_name(answer: Resolver, stage: str, one: Declared) -> str:
    for key in _NAME_PROPERTIES:
        if key in one.properties:
            full = str(answer.resolve(one.properties[key]))
            return full.removeprefix("alias/").removeprefix(f"fairlead-{stage}").lstrip("-")
    return one.logical_id


def _dead_letters_first(declared: list[Declared]) -> list[Declared]:
    return sorted(declared, key=lambda one: "RedrivePolicy" in one.properties)

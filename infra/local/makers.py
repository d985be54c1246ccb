"""One maker per kind of resource: from its declaration to the thing itself on a local engine.

Owns the calls that create buckets, secrets, keys and mail settings, and hands tables and queues
to their own modules. Refuses errors other than "exists already", which means that it was done
before. Encryption, backups and deletion protection are AWS's business and left out here.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from infra.local import messaging, tables
from infra.local.aws import REGION, Clients
from infra.template import Resolver, Tree

# RFC 2606 reserves their top-level domain: no mail server will ever answer there.
MAIL_DOMAINS = ("meridian.example", "meridianmarkets.example", "fairlead.example")


@dataclass(frozen=True)
class Declared:
    """One resource of the file: its logical id, type and unresolved properties."""

    logical_id: str
    type: str
    properties: Mapping[str, Tree]


def _make_table(clients: Clients, answer: Resolver, one: Declared) -> str:
    skipped = ("SSESpecification", "PointInTimeRecoverySpecification", "DeletionProtectionEnabled")
    wanted = {key: value for key, value in one.properties.items() if key not in skipped}
    return tables.make(clients("dynamodb"), answer.resolve(wanted))


def _make_queue(clients: Clients, answer: Resolver, one: Declared) -> str:
    return messaging.make_queue(clients("sqs"), answer.resolve(one.properties), _queue_name(answer))


def _make_topic(clients: Clients, answer: Resolver, one: Declared) -> str:
    name = str(answer.resolve(one.properties["TopicName"]))
    clients("sns").create_topic(Name=name)
    return name


def _make_subscription(clients: Clients, answer: Resolver, one: Declared) -> str:
    properties = answer.resolve({**one.properties, "TopicArn": _topic_name(answer, one)})
    return messaging.subscribe(clients("sns"), clients("sqs"), properties, _queue_name(answer))


def _topic_name(answer: Resolver, one: Declared) -> str:
    topic = answer.template["Resources"][one.properties["TopicArn"]["Ref"]]
    return str(answer.resolve(topic["Properties"]["TopicName"]))


def _queue_name(answer: Resolver) -> Callable[[str], str]:
    def name_of(attribute: str) -> str:
        logical_id = attribute.split(".", maxsplit=1)[0]
        queue = answer.template["Resources"][logical_id]
        return str(answer.resolve(queue["Properties"]["QueueName"]))

    return name_of


def _make_bucket(clients: Clients, answer: Resolver, one: Declared) -> str:
    s3 = clients("s3")
    name = str(answer.resolve(one.properties["BucketName"]))
    _unless(
        ("BucketAlreadyOwnedByYou", "BucketAlreadyExists"),
        s3.create_bucket,
        Bucket=name,
        CreateBucketConfiguration={"LocationConstraint": REGION},
    )
    if "VersioningConfiguration" in one.properties:
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    if "CorsConfiguration" in one.properties:
        configuration = answer.resolve(one.properties["CorsConfiguration"])
        rules = [_cors(rule) for rule in configuration["CorsRules"]]
        s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": rules})
    return name


def _cors(rule: Mapping[str, Tree]) -> dict[str, Tree]:
    renamed = {"ExposedHeaders": "ExposeHeaders", "MaxAge": "MaxAgeSeconds"}
    return {renamed.get(key, key): value for key, value in rule.items()}


def _make_secret(clients: Clients, answer: Resolver, one: Declared) -> str:
    name = str(answer.resolve(one.properties["Name"]))
    generated = one.properties.get("GenerateSecretString", {})
    value = one.properties.get("SecretString") or json.dumps(
        {generated["GenerateStringKey"]: secrets.token_urlsafe(48)}
    )
    _unless(
        ("ResourceExistsException",),
        clients("secretsmanager").create_secret,
        Name=name,
        SecretString=value,
    )
    return name


def _make_key(clients: Clients, answer: Resolver, one: Declared) -> str:
    kms = clients("kms")
    alias = str(answer.resolve(one.properties["AliasName"]))
    if alias not in [known["AliasName"] for known in kms.list_aliases()["Aliases"]]:
        key_id = kms.create_key(Description=alias)["KeyMetadata"]["KeyId"]
        kms.create_alias(AliasName=alias, TargetKeyId=key_id)
    return alias


def _make_mail_set(clients: Clients, answer: Resolver, one: Declared) -> str:
    name = str(answer.resolve(one.properties["Name"]))
    _unless(
        ("AlreadyExistsException", "ConfigurationSetAlreadyExistsException"),
        clients("sesv2").create_configuration_set,
        ConfigurationSetName=name,
    )
    return name


def fill_secrets(clients: Clients, stage: str, values: Mapping[str, Mapping[str, str]]) -> None:
    """Puts values, by the secrets' short names, into secrets that `create` has made."""
    for name, value in values.items():
        clients("secretsmanager").put_secret_value(
            SecretId=f"fairlead-{stage}-{name}", SecretString=json.dumps(value)
        )


def permit_mail(clients: Clients) -> None:
    """Lets the stack send from the demonstration's made-up domains to anybody: nothing leaves."""
    ses = clients("sesv2")
    for domain in MAIL_DOMAINS:
        _unless(("AlreadyExistsException",), ses.create_email_identity, EmailIdentity=domain)
    ses.put_account_details(
        MailType="TRANSACTIONAL",
        WebsiteURL="https://fairlead.example",
        ProductionAccessEnabled=True,
    )


def _unless(codes: tuple[str, ...], call: Callable[..., Any], **arguments: Any) -> None:
    """Calls, and takes an error with one of `codes` to mean that it was done before."""
    try:
        call(**arguments)
    except ClientError as error:
        if error.response["Error"]["Code"] not in codes:
            raise


MAKERS: dict[str, Callable[[Clients, Resolver, Declared], str]] = {
    "AWS::DynamoDB::Table": _make_table,
    "AWS::SQS::Queue": _make_queue,
    "AWS::SNS::Topic": _make_topic,
    "AWS::SNS::Subscription": _make_subscription,
    "AWS::S3::Bucket": _make_bucket,
    "AWS::SecretsManager::Secret": _make_secret,
    "AWS::KMS::Alias": _make_key,
    "AWS::SES::ConfigurationSet": _make_mail_set,
}

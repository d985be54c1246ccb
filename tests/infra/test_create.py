"""The declared resources come to be on a local engine, once however often they are asked for."""

import json
from collections.abc import Iterator

import pytest
from moto import mock_aws

from infra.local import tables
from infra.local.aws import Clients
from infra.local.makers import fill_secrets, permit_mail
from infra.local.resources import create, table_names
from infra.template import TemplateError


@pytest.fixture
def aws() -> Iterator[Clients]:
    with mock_aws():
        yield Clients(None)


def tables_of(aws: Clients, stage: str) -> list[str]:
    """Other tests of the process may keep tables of other stages."""
    names = aws("dynamodb").list_tables()["TableNames"]
    return [name for name in names if name.startswith(f"fairlead-{stage}-")]


def subscribed_queues(aws: Clients, stage: str) -> list[str]:
    subscriptions = aws("sns").list_subscriptions()["Subscriptions"]
    return [one["Endpoint"] for one in subscriptions if f":fairlead-{stage}-" in one["Endpoint"]]


def test_everything_that_is_declared_exists_afterwards(aws: Clients) -> None:
    create("here", None)
    assert set(table_names("here")) == set(tables_of(aws, "here"))
    queues = {url.rsplit("/", 1)[-1] for url in aws("sqs").list_queues()["QueueUrls"]}
    assert {"fairlead-here-funds-events", "fairlead-here-funds-events-dead"} <= queues
    buckets = {bucket["Name"] for bucket in aws("s3").list_buckets()["Buckets"]}
    assert {"fairlead-here-uploads", "fairlead-here-exports"} <= buckets


def test_creating_twice_changes_nothing(aws: Clients) -> None:
    first = create("here", None)
    root = aws("secretsmanager").get_secret_value(SecretId="fairlead-here-root-key")
    aws("dynamodb").put_item(
        TableName="fairlead-here-funds", Item={"pk": {"S": "kept"}, "sk": {"S": "kept"}}
    )
    assert create("here", None) == first
    again = aws("secretsmanager").get_secret_value(SecretId="fairlead-here-root-key")
    assert again["SecretString"] == root["SecretString"]
    assert aws("dynamodb").scan(TableName="fairlead-here-funds")["Count"] == 1
    assert len(subscribed_queues(aws, "here")) == len([name for name in first if "->" in name])


def test_stages_live_beside_each_other(aws: Clients) -> None:
    create("one", None, only={"funds"})
    create("two", None, only={"funds"})
    assert tables_of(aws, "one") == ["fairlead-one-funds"]
    assert tables_of(aws, "two") == ["fairlead-two-funds"]


def test_only_what_is_named_is_made_and_a_queue_brings_its_dead_letters(aws: Clients) -> None:
    made = create("here", None, only={"clients", "funds-events"})
    assert made == [
        "fairlead-here-clients",
        "fairlead-here-funds-events-dead",
        "fairlead-here-funds-events",
    ]


def test_a_queue_named_with_the_topic_is_subscribed_to_it(aws: Clients) -> None:
    create("single", None, only={"messages", "funds-events"})
    (subscription,) = [
        one
        for one in aws("sns").list_subscriptions()["Subscriptions"]
        if one["Endpoint"].endswith(":fairlead-single-funds-events")
    ]
    attributes = aws("sns").get_subscription_attributes(
        SubscriptionArn=subscription["SubscriptionArn"]
    )["Attributes"]
    assert attributes["RawMessageDelivery"] == "true"
    assert "name" in json.loads(attributes["FilterPolicy"])


def test_a_name_that_is_not_declared_is_refused(aws: Clients) -> None:
    with pytest.raises(TemplateError, match=r"not declared in .*: fonds"):
        create("nowhere", None, only={"fonds"})
    assert tables_of(aws, "nowhere") == []


def test_a_queue_hides_a_received_message_as_long_as_the_parameter_says(aws: Clients) -> None:
    for seconds in ("30", "5"):
        create("here", None, only={"funds-events"}, QueueVisibilitySeconds=seconds)
        url = aws("sqs").get_queue_url(QueueName="fairlead-here-funds-events")["QueueUrl"]
        attributes = aws("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
        assert attributes["Attributes"]["VisibilityTimeout"] == seconds


def test_an_index_declared_later_is_added_to_the_table_that_exists(aws: Clients) -> None:
    keys = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk")]
    properties = {
        "TableName": "some",
        "BillingMode": "PAY_PER_REQUEST",
        "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        "AttributeDefinitions": keys,
    }
    tables.make(aws("dynamodb"), properties)
    more = [{"AttributeName": name, "AttributeType": "S"} for name in ("by_day_pk", "by_day_sk")]
    index = {
        "IndexName": "by-day",
        "Projection": {"ProjectionType": "ALL"},
        "KeySchema": [
            {"AttributeName": "by_day_pk", "KeyType": "HASH"},
            {"AttributeName": "by_day_sk", "KeyType": "RANGE"},
        ],
    }
    declared = {
        **properties,
        "AttributeDefinitions": keys + more,
        "GlobalSecondaryIndexes": [index],
    }
    tables.make(aws("dynamodb"), declared)
    table = aws("dynamodb").describe_table(TableName="some")["Table"]
    assert [one["IndexName"] for one in table["GlobalSecondaryIndexes"]] == ["by-day"]


def test_secrets_take_the_values_of_the_stack(aws: Clients) -> None:
    create("here", None, only={"stripe"})
    fill_secrets(aws, "here", {"stripe": {"api_key": "sk_test_x"}})
    stored = aws("secretsmanager").get_secret_value(SecretId="fairlead-here-stripe")
    assert json.loads(stored["SecretString"]) == {"api_key": "sk_test_x"}


@pytest.mark.ministack
def test_a_mail_from_the_demonstration_broker_reaches_anybody(ministack: str) -> None:
    aws = Clients(ministack)
    create("mail", ministack, only=set())
    permit_mail(aws)
    answer = aws("sesv2").send_email(
        FromEmailAddress="no-reply@meridian.example",
        Destination={"ToAddresses": ["trader@somewhere.test"]},
        Content={"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}},
    )
    assert answer["MessageId"]

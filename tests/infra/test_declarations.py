"""What infra/resources.yaml declares keeps to the rules of the house."""

from typing import Any

import pytest

from chalicelib.edge.headers import EVERY_ANSWER
from infra.local.resources import resolver
from infra.template import load

RESOURCES: dict[str, Any] = load()["Resources"]


def of_type(name: str) -> dict[str, Any]:
    return {
        logical_id: resource["Properties"]
        for logical_id, resource in RESOURCES.items()
        if resource["Type"] == name
    }


TABLES = of_type("AWS::DynamoDB::Table")
QUEUES = of_type("AWS::SQS::Queue")
WORK_QUEUES = {name: queue for name, queue in QUEUES.items() if "RedrivePolicy" in queue}
SUBSCRIPTIONS = {
    name: one for name, one in of_type("AWS::SNS::Subscription").items() if one["Protocol"] == "sqs"
}
BUCKETS = of_type("AWS::S3::Bucket")
ALARMS = of_type("AWS::CloudWatch::Alarm")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_the_string_keys_pk_and_sk(name: str) -> None:
    assert TABLES[name]["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
    assert {one["AttributeType"] for one in TABLES[name]["AttributeDefinitions"]} == {"S"}


@pytest.mark.parametrize("name", TABLES)
def test_every_index_is_named_after_its_question_and_keyed_by_its_name(name: str) -> None:
    defined = {one["AttributeName"] for one in TABLES[name]["AttributeDefinitions"]}
    expected = {"pk", "sk"}
    for index in TABLES[name].get("GlobalSecondaryIndexes", []):
        stem = index["IndexName"].replace("-", "_")
        assert index["IndexName"].startswith("by-")
        assert [key["AttributeName"] for key in index["KeySchema"]] == [f"{stem}_pk", f"{stem}_sk"]
        assert index["Projection"]["ProjectionType"] in ("ALL", "KEYS_ONLY")
        expected |= {f"{stem}_pk", f"{stem}_sk"}
    assert defined == expected


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_on_demand_encrypted_kept_and_protected_unless_told_otherwise(
    name: str,
) -> None:
    table = TABLES[name]
    if_protected = {"Fn::If": ["IsProtected", True, False]}
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["SSESpecification"]["KMSMasterKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
    assert table["DeletionProtectionEnabled"] == if_protected
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": if_protected}
    assert RESOURCES[name]["DeletionPolicy"] == RESOURCES[name]["UpdateReplacePolicy"] == "Retain"


@pytest.mark.parametrize("name", TABLES)
def test_every_resource_carries_the_stage_in_its_name(name: str) -> None:
    assert TABLES[name]["TableName"]["Fn::Sub"].startswith("fairlead-${Stage}-")


def test_the_outbox_streams_its_new_rows() -> None:
    assert TABLES["OutboxTable"]["StreamSpecification"] == {"StreamViewType": "NEW_IMAGE"}


@pytest.mark.parametrize("name", WORK_QUEUES)
def test_every_queue_gives_up_after_five_receives_into_a_queue_of_its_own(name: str) -> None:
    redrive = WORK_QUEUES[name]["RedrivePolicy"]
    dead_letters = redrive["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert redrive["maxReceiveCount"] == 5
    assert dead_letters == name.removesuffix("Queue") + "DeadLetters"
    own_name = WORK_QUEUES[name]["QueueName"]["Fn::Sub"]
    assert QUEUES[dead_letters]["QueueName"]["Fn::Sub"] == own_name + "-dead"


@pytest.mark.parametrize("name", WORK_QUEUES)
def test_every_queue_raises_an_alarm_for_dead_letters_and_for_age(name: str) -> None:
    stem = name.removesuffix("Queue")
    dead, age = ALARMS[f"{stem}DeadAlarm"], ALARMS[f"{stem}AgeAlarm"]
    assert dead["Dimensions"][0]["Value"] == {"Fn::GetAtt": [f"{stem}DeadLetters", "QueueName"]}
    assert dead["MetricName"] == "ApproximateNumberOfMessagesVisible"
    assert age["Dimensions"][0]["Value"] == {"Fn::GetAtt": [name, "QueueName"]}
    assert age["MetricName"] == "ApproximateAgeOfOldestMessage"


@pytest.mark.parametrize("name", ALARMS)
def test_every_alarm_tells_somebody(name: str) -> None:
    assert ALARMS[name]["AlarmActions"] == [{"Ref": "AlarmTopic"}]


@pytest.mark.parametrize("name", SUBSCRIPTIONS)
def test_every_subscription_is_raw_and_filtered_by_message_name(name: str) -> None:
    subscription = SUBSCRIPTIONS[name]
    assert subscription["RawMessageDelivery"] is True
    if subscription["TopicArn"] == {"Ref": "MailReportsTopic"}:
        assert "FilterPolicy" not in subscription, "the configuration set names the events"
        return
    assert list(subscription["FilterPolicy"]) == ["name"]
    assert subscription["FilterPolicy"]["name"]


def test_the_topic_may_deliver_to_every_subscribed_queue_and_its_dead_letters() -> None:
    permitted = {one["Ref"] for one in RESOURCES["QueuePolicy"]["Properties"]["Queues"]}
    for subscription in SUBSCRIPTIONS.values():
        queue = subscription["Endpoint"]["Fn::GetAtt"][0]
        dead_letters = subscription["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
        assert {queue, dead_letters} <= permitted


@pytest.mark.parametrize("name", BUCKETS)
def test_no_bucket_is_public_or_unencrypted(name: str) -> None:
    bucket = BUCKETS[name]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]


@pytest.mark.parametrize(
    ("known", "origins"),
    [
        (
            {
                "PortalAddress": "https://a.cloudfront.net",
                "DeskAddress": "https://b.cloudfront.net",
            },
            ["https://a.cloudfront.net", "https://b.cloudfront.net"],
        ),
        (
            {
                "PortalAddress": "https://a.cloudfront.net",
                "DeskAddress": "https://b.cloudfront.net",
                "PortalDomain": "my.broker.example",
                "DeskDomain": "desk.broker.example",
                "CertificateArn": "arn:aws:acm:us-east-1:000000000000:certificate/1",
            },
            ["https://my.broker.example", "https://desk.broker.example"],
        ),
    ],
)
def test_only_our_own_pages_may_read_files_from_the_bucket(
    known: dict[str, str], origins: list[str]
) -> None:
    cors = resolver("live", None, **known).resolve(BUCKETS["UploadsBucket"]["CorsConfiguration"])
    (rule,) = cors["CorsRules"]
    assert rule["AllowedOrigins"] == origins


def test_what_nobody_checked_in_quarantine_expires() -> None:
    (rule,) = BUCKETS["UploadsBucket"]["LifecycleConfiguration"]["Rules"]
    assert (rule["Prefix"], rule["Status"]) == ("quarantine/", "Enabled")
    assert rule["ExpirationInDays"] <= 7


def test_pages_may_run_scripts_of_their_own_origin_alone() -> None:
    config = RESOURCES["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    policy = config["SecurityHeadersConfig"]["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    directives = dict(
        part.strip().split(" ", 1) for part in policy["Fn::Sub"].split(";") if part.strip()
    )
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert (directives["object-src"], directives["base-uri"]) == ("'none'", "'none'")


def test_pages_ask_for_https_for_two_years_and_tell_no_other_site_where_one_was() -> None:
    config = RESOURCES["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    assert security["StrictTransportSecurity"]["IncludeSubdomains"]
    assert security["ReferrerPolicy"]["ReferrerPolicy"] == "same-origin"
    assert security["ContentTypeOptions"] == {"Override": True}


@pytest.mark.parametrize("name", ["PortalDistribution", "DeskDistribution"])
def test_what_the_edge_answers_for_the_api_says_what_the_api_says(name: str) -> None:
    (behaviour,) = RESOURCES[name]["Properties"]["DistributionConfig"]["CacheBehaviors"]
    assert behaviour["ResponseHeadersPolicyId"] == {"Ref": "ApiHeaders"}
    config = RESOURCES["ApiHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    transport = security["StrictTransportSecurity"]
    policy = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]
    own = {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}
    assert (
        own
        | {
            "Content-Security-Policy": policy,
            "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
            "Strict-Transport-Security": (
                f"max-age={transport['AccessControlMaxAgeSec']}; includeSubDomains; preload"
            ),
            "X-Content-Type-Options": "nosniff",
        }
        == EVERY_ANSWER
    )

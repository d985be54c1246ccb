"""Makes queues and subscriptions from CloudFormation's properties of them.

Owns the translation of redrive and filter policies into what SQS and SNS take. Refuses nothing
of its own: what is declared is brought about, also on a queue that exists already.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from botocore.exceptions import ClientError

_QUEUE_SETTINGS = ("VisibilityTimeout", "MessageRetentionPeriod", "ReceiveMessageWaitTimeSeconds")


def make_queue(sqs: Any, properties: Mapping[str, Any], name_of: Callable[[str], str]) -> str:
    """Creates the queue or updates its settings; returns its name.

    `name_of` gives the name of the queue behind an attribute such as `SearchDeadLetters.Arn`.
    """
    name = str(properties["QueueName"])
    attributes = {key: str(properties[key]) for key in _QUEUE_SETTINGS if key in properties}
    if "RedrivePolicy" in properties:
        dead_letters = name_of(properties["RedrivePolicy"]["deadLetterTargetArn"])
        redrive = {
            "deadLetterTargetArn": queue_arn(sqs, dead_letters),
            "maxReceiveCount": properties["RedrivePolicy"]["maxReceiveCount"],
        }
        attributes["RedrivePolicy"] = json.dumps(redrive)
    try:
        url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    except ClientError as error:
        if "NonExistentQueue" not in error.response["Error"]["Code"]:
            raise
        sqs.create_queue(QueueName=name, Attributes=attributes)
    else:
        sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)
    return name


def queue_arn(sqs: Any, name: str) -> str:
    """The ARN of the queue with that name."""
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    return str(answer["Attributes"]["QueueArn"])


def subscribe(
    sns: Any, sqs: Any, properties: Mapping[str, Any], name_of: Callable[[str], str]
) -> str:
    """Subscribes a queue to a topic, given by name, and sets filter and raw delivery."""
    topic = sns.create_topic(Name=properties["TopicArn"])["TopicArn"]
    queue = name_of(properties["Endpoint"])
    subscription = sns.subscribe(
        TopicArn=topic,
        Protocol="sqs",
        Endpoint=queue_arn(sqs, queue),
        ReturnSubscriptionArn=True,
    )["SubscriptionArn"]
    wanted = {
        "RawMessageDelivery": "true",
        "FilterPolicy": json.dumps(properties.get("FilterPolicy", {})),
    }
    for attribute, value in wanted.items():
        sns.set_subscription_attributes(
            SubscriptionArn=subscription, AttributeName=attribute, AttributeValue=value
        )
    return f"{properties['TopicArn']} -> {queue}"

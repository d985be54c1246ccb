"""Makes DynamoDB tables from CloudFormation's properties of a table.

Owns creation and the adding of indexes that the declaration gained since. Refuses to drop or to
change what exists: a changed key is a migration, not a start-up step.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

_EXISTS = "ResourceInUseException"


def make(dynamodb: Any, properties: Mapping[str, Any]) -> str:
    """Creates the table, or adds the indexes it lacks; returns its name."""
    name = str(properties["TableName"])
    request = {key: value for key, value in properties.items() if key != "TimeToLiveSpecification"}
    if "StreamSpecification" in request:
        view = request["StreamSpecification"]["StreamViewType"]
        request["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": view}
    try:
        dynamodb.create_table(**request)
    except ClientError as error:
        if error.response["Error"]["Code"] != _EXISTS:
            raise
        _add_missing_indexes(dynamodb, name, properties)
    else:
        _set_time_to_live(dynamodb, name, properties)
    return name


def _set_time_to_live(dynamodb: Any, name: str, properties: Mapping[str, Any]) -> None:
    if "TimeToLiveSpecification" in properties:
        dynamodb.update_time_to_live(
            TableName=name, TimeToLiveSpecification=properties["TimeToLiveSpecification"]
        )


def _add_missing_indexes(dynamodb: Any, name: str, properties: Mapping[str, Any]) -> None:
    table = dynamodb.describe_table(TableName=name)["Table"]
    present = {index["IndexName"] for index in table.get("GlobalSecondaryIndexes", [])}
    for index in properties.get("GlobalSecondaryIndexes", []):
        if index["IndexName"] in present:
            continue
        keys = {key["AttributeName"] for key in index["KeySchema"] + table["KeySchema"]}
        defined = [
            one for one in properties["AttributeDefinitions"] if one["AttributeName"] in keys
        ]
        dynamodb.update_table(
            TableName=name,
            AttributeDefinitions=defined,
            GlobalSecondaryIndexUpdates=[{"Create": index}],
        )

"""The policy of each function: exactly what `grants.yaml` says, as IAM statements.

Owns the translation of grants into actions and resource names. Refuses a grant for what the
template does not declare: a misspelt table would be a right to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

GRANTS_FILE = Path(__file__).with_name("grants.yaml")

_ARN = "arn:${AWS::Partition}"
_HERE = "${AWS::Region}:${AWS::AccountId}"
_KEYS = {"capabilities", "reads", "publishes", "sends", "mails", "secrets", "files", "exports"}

_READ = ["BatchGetItem", "ConditionCheckItem", "DescribeTable", "GetItem", "Query"]
_WRITE = ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"]
_FILE_ACTIONS = {
    "get": ["s3:GetObject", "s3:GetObjectTagging"],
    "put": ["s3:PutObject", "s3:PutObjectTagging"],
    "delete": ["s3:DeleteObject"],
    # Every version, so that nothing of the file is left.
    "erase": ["s3:DeleteObject", "s3:DeleteObjectVersion"],
}

Statement = dict[str, Any]


class WrongGrant(Exception):
    """grants.yaml names something that does not exist."""


@dataclass(frozen=True)
class Grants:
    """The whole of grants.yaml."""

    unit_of_work: list[str]
    functions: Mapping[str, Mapping[str, Any]]


def read(path: Path = GRANTS_FILE) -> Grants:
    """The grants as written.

    Raises:
        WrongGrant: a function has a kind of grant that does not exist.
    """
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for function, grant in document["functions"].items():
        if unknown := set(grant or {}) - _KEYS:
            raise WrongGrant(f"{function}: no such grant as {', '.join(sorted(unknown))}")
    functions = {name: grant or {} for name, grant in document["functions"].items()}
    return Grants(document["unit_of_work"], functions)


def statements(function: str, grants: Grants, log_group: str) -> list[Statement]:
    """What `function` may do; `log_group` is the name of its log group.

    Raises:
        WrongGrant: nothing is granted to a function of that name.
    """
    if function not in grants.functions:
        raise WrongGrant(f"infra/package/grants.yaml says nothing about {function}")
    grant = grants.functions[function]
    return [*_always(log_group), *_tables(grant, grants.unit_of_work), *_others(grant)]


def _always(log_group: str) -> Iterator[Statement]:
    group = f"{_ARN}:logs:{_HERE}:log-group:{log_group}"
    yield _allow(["logs:CreateLogStream", "logs:PutLogEvents"], [_sub(f"{group}:*")])
    keys = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"]
    yield _allow([*keys, "kms:ReEncrypt*"], [{"Fn::GetAtt": ["DataKey", "Arn"]}])


def _tables(grant: Mapping[str, Any], unit_of_work: list[str]) -> Iterator[Statement]:
    written = list(grant.get("capabilities", []))
    if written:
        everything = sorted({*written, *unit_of_work})
        actions = [f"dynamodb:{action}" for action in _READ + _WRITE]
        yield _allow(actions, _table_arns(everything))
    if reads := grant.get("reads"):
        yield _allow([f"dynamodb:{action}" for action in _READ], _table_arns(sorted(reads)))


def _others(grant: Mapping[str, Any]) -> Iterator[Statement]:
    if grant.get("publishes"):
        yield _allow(["sns:Publish"], [{"Ref": "MessagesTopic"}])
    if queues := grant.get("sends"):
        arns = [_sub(f"{_ARN}:sqs:{_HERE}:fairlead-${{Stage}}-{queue}") for queue in queues]
        yield _allow(["sqs:GetQueueUrl", "sqs:SendMessage"], arns)
    if grant.get("mails"):
        ses = f"{_ARN}:ses:{_HERE}"
        arns = [_sub(f"{ses}:identity/*"), _sub(f"{ses}:configuration-set/fairlead-${{Stage}}")]
        yield _allow(["ses:SendEmail", "ses:SendRawEmail"], arns)
    if secrets := grant.get("secrets"):
        base = f"{_ARN}:secretsmanager:{_HERE}:secret:fairlead-${{Stage}}"
        # Secrets Manager ends every name with a dash and six characters.
        arns = [
            _sub(f"{base}-{name.rstrip('*')}{'*' if '*' in name else '-*'}") for name in secrets
        ]
        yield _allow(["secretsmanager:GetSecretValue"], arns)
    for folder, verbs in grant.get("files", {}).items():
        actions = sorted({action for verb in verbs for action in _FILE_ACTIONS[verb]})
        yield _allow(actions, [_sub(f"${{UploadsBucket.Arn}}/{folder}/*")])
    if any("erase" in verbs for verbs in grant.get("files", {}).values()):
        yield _allow(["s3:ListBucketVersions"], [{"Fn::GetAtt": ["UploadsBucket", "Arn"]}])
    if verbs := grant.get("exports"):
        actions = sorted({action for verb in verbs for action in _FILE_ACTIONS[verb]})
        yield _allow(actions, [_sub("${ExportsBucket.Arn}/*")])


def consuming(queue: str) -> Statement:
    """What Lambda needs to poll the queue with that logical id."""
    actions = ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage"]
    return _allow([f"sqs:{action}" for action in actions], [{"Fn::GetAtt": [queue, "Arn"]}])


def reading_stream(table: str, failures: str) -> list[Statement]:
    """What Lambda needs to read the stream of a table and to name what it gave up on."""
    actions = ["DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"]
    return [
        _allow(
            [f"dynamodb:{action}" for action in actions], [{"Fn::GetAtt": [table, "StreamArn"]}]
        ),
        _allow(["sqs:SendMessage"], [{"Fn::GetAtt": [failures, "Arn"]}]),
    ]


def _table_arns(tables: list[str]) -> list[Any]:
    arns = [f"{_ARN}:dynamodb:{_HERE}:table/fairlead-${{Stage}}-{table}" for table in tables]
    return [_sub(arn) for arn in arns] + [_sub(f"{arn}/index/*") for arn in arns]


def _sub(text: str) -> dict[str, str]:
    return {"Fn::Sub": text}


def _allow(actions: list[str], resources: list[Any]) -> Statement:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}

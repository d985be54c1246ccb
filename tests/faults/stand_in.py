"""A DynamoDB of a few dictionaries, and a topic with its queues, for thousands of crash runs.

moto answers a read in five milliseconds and a transaction in a hundred; a scenario that is cut
short at every call needs many thousand of both. This stand-in knows exactly the operations and
expressions that `chalicelib.storage` uses and refuses any other loudly. `test_stand_in` holds it
to the engine in use, and the crash scenarios run on MiniStack as well.
"""

import operator
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

from infra.local.resources import resolver
from infra.template import load

Wire = dict[str, dict[str, Any]]
Place = tuple[str, str]

_CLAUSE = re.compile(r"\b(SET|REMOVE|ADD)\b")
_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">=": operator.ge,
}
_MOST_ACTIONS = 100
_MOST_PUTS = 25
_MOST_MESSAGES = 10
_MOST_BYTES = 256 * 1024
_QUERY = {
    "TableName",
    "KeyConditionExpression",
    "ExpressionAttributeNames",
    "ExpressionAttributeValues",
    "ScanIndexForward",
    "Limit",
}


def _properties(kind: str) -> Iterator[dict[str, Any]]:
    answer = resolver("test", None)
    skipped = ("SSESpecification", "TopicArn", "RedrivePolicy")
    for resource in load()["Resources"].values():
        if resource["Type"] == kind and "Condition" not in resource:
            wanted = {k: v for k, v in resource["Properties"].items() if k not in skipped}
            yield answer.resolve(wanted)


def _refusal(code: str, operation: str, **more: Any) -> ClientError:
    answer = {"Error": {"Code": code, "Message": code}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return ClientError({**answer, **more}, operation)


@dataclass(frozen=True)
class _Expressions:
    """The names and values that the expressions of one call stand for."""

    names: dict[str, str]
    values: Wire

    def name(self, token: str) -> str:
        return self.names[token] if token.startswith("#") else token

    def value(self, token: str) -> Any:
        return plain(self.values[token])

    def holds(self, condition: str, item: Wire | None) -> bool:
        """Whether ``item`` meets a condition: alternatives of one comparison each."""
        return any(self._one(part.strip(), item or {}) for part in condition.split(" OR "))

    def _one(self, condition: str, item: Wire) -> bool:
        if absent := re.fullmatch(r"attribute_not_exists\((\S+)\)", condition):
            return self.name(absent[1]) not in item
        name, comparison, value = condition.split()
        found = item.get(self.name(name))
        return found is not None and _COMPARISONS[comparison](plain(found), self.value(value))

    def updated(self, expression: str, item: Wire) -> Wire:
        """``item`` as an update leaves it."""
        after = dict(item)
        parts = _CLAUSE.split(expression)[1:]
        for verb, body in zip(parts[::2], parts[1::2], strict=True):
            for change in body.split(","):
                self._apply(verb, change.strip(), after)
        return after

    def _apply(self, verb: str, change: str, after: Wire) -> None:
        if verb == "REMOVE":
            after.pop(self.name(change), None)
        elif verb == "SET":
            name, value = change.split(" = ")
            after[self.name(name)] = self.values[value]
        else:
            name, value = change.split()
            before = plain(after.get(self.name(name), {"N": "0"}))
            after[self.name(name)] = {"N": str(before + self.value(value))}


def plain(value: dict[str, Any]) -> Any:
    """A string or number for comparing."""
    ((tag, content),) = value.items()
    return int(content) if tag == "N" else content


@dataclass(frozen=True)
class _Index:
    keys_only: bool


@dataclass
class Dynamo:
    """Behaves like a low-level DynamoDB client. Items are never changed in place."""

    tables: dict[str, dict[Place, Wire]] = field(default_factory=dict)
    indexes: dict[str, dict[str, _Index]] = field(default_factory=dict)
    _tokens: set[str] = field(default_factory=set)

    @classmethod
    def declared(cls) -> "Dynamo":
        """With the tables of ``infra/resources.yaml``."""
        made = cls()
        for table in _properties("AWS::DynamoDB::Table"):
            made.tables[table["TableName"]] = {}
            made.indexes[table["TableName"]] = {
                index["IndexName"]: _Index(index["Projection"]["ProjectionType"] == "KEYS_ONLY")
                for index in table.get("GlobalSecondaryIndexes", [])
            }
        return made

    def get_item(self, **request: Any) -> dict[str, Any]:
        """A consistent read."""
        _expect(request, {"TableName", "Key", "ConsistentRead"})
        assert request["ConsistentRead"]
        found = self.tables[request["TableName"]].get(_place(request["Key"]))
        return {} if found is None else {"Item": dict(found)}

    def batch_get_item(self, **request: Any) -> dict[str, Any]:
        """Several of them."""
        _expect(request, {"RequestItems"})
        responses: dict[str, list[Wire]] = {}
        for table, wanted in request["RequestItems"].items():
            places = [_place(key) for key in wanted["Keys"]]
            assert len(places) <= _MOST_ACTIONS
            assert len(set(places)) == len(places)
            found = [self.tables[table].get(place) for place in places]
            responses[table] = [dict(item) for item in found if item is not None]
        return {"Responses": responses, "UnprocessedKeys": {}}

    def query(self, **request: Any) -> dict[str, Any]:
        """A part of a table or of an index, in order."""
        _expect(request, _QUERY, {"ConsistentRead", "IndexName", "ExclusiveStartKey", "Select"})
        table, index = request["TableName"], request.get("IndexName")
        assert not (request.get("ConsistentRead") and index), "indexes have no consistent reads"
        found = self._found(request, "sk" if index is None else f"{_stem(index)}_sk")
        shown = found[: request["Limit"]]
        answer: dict[str, Any] = {"Count": len(shown)}
        if request.get("Select") != "COUNT":
            answer["Items"] = [self._projected(table, index, item) for item in shown]
        if len(found) > len(shown):
            answer["LastEvaluatedKey"] = {"pk": shown[-1]["pk"], "sk": shown[-1]["sk"]}
        return answer

    def _found(self, request: dict[str, Any], sort: str) -> list[Wire]:
        """Everything that a query means, from where it goes on."""
        asked = _asked(request)
        found = [
            item
            for item in self.tables[request["TableName"]].values()
            if sort in item and _matches(asked, request["KeyConditionExpression"], item)
        ]
        found.sort(
            key=lambda item: (plain(item[sort]), *_place(item)),
            reverse=not request["ScanIndexForward"],
        )
        if "ExclusiveStartKey" not in request:
            return found
        places = [_place(item) for item in found]
        return found[places.index(_place(request["ExclusiveStartKey"])) + 1 :]

    def _projected(self, table: str, index: str | None, item: Wire) -> Wire:
        if index is None or not self.indexes[table][index].keys_only:
            return dict(item)
        stem = _stem(index)
        return {name: item[name] for name in ("pk", "sk", f"{stem}_pk", f"{stem}_sk")}

    def update_item(self, **request: Any) -> dict[str, Any]:
        """One update, under a condition perhaps."""
        _expect(
            request,
            {"TableName", "Key", "UpdateExpression", "ExpressionAttributeValues"},
            {"ConditionExpression", "ExpressionAttributeNames"},
        )
        if not self._permits(request):
            raise _refusal("ConditionalCheckFailedException", "UpdateItem")
        self._apply("Update", request)
        return {}

    def put_item(self, **request: Any) -> dict[str, Any]:
        """An item, whatever was there."""
        _expect(request, {"TableName", "Item"})
        self._apply("Put", request)
        return {}

    def batch_write_item(self, **request: Any) -> dict[str, Any]:
        """Several items, each for itself, whatever was there."""
        _expect(request, {"RequestItems"})
        for table, wanted in request["RequestItems"].items():
            assert len(wanted) <= _MOST_PUTS
            for one in wanted:
                self._apply("Put", {"TableName": table, **one["PutRequest"]})
        return {"UnprocessedItems": {}}

    def transact_write_items(self, **request: Any) -> dict[str, Any]:
        """All or nothing; the same token again changes nothing."""
        _expect(request, {"TransactItems", "ClientRequestToken"})
        if request["ClientRequestToken"] in self._tokens:
            return {}
        actions = [next(iter(one.items())) for one in request["TransactItems"]]
        assert len(actions) <= _MOST_ACTIONS
        places = [(one["TableName"], _place_of(one)) for _, one in actions]
        assert len(set(places)) == len(places), "two actions on one item"
        verdicts = [self._permits(one) for _, one in actions]
        if not all(verdicts):
            reasons = [{"Code": "None" if fine else "ConditionalCheckFailed"} for fine in verdicts]
            raise _refusal(
                "TransactionCanceledException", "TransactWriteItems", CancellationReasons=reasons
            )
        for verb, one in actions:
            self._apply(verb, one)
        self._tokens.add(request["ClientRequestToken"])
        return {}

    def _permits(self, request: dict[str, Any]) -> bool:
        condition = request.get("ConditionExpression")
        found = self.tables[request["TableName"]].get(_place_of(request))
        return not condition or _asked(request).holds(condition, found)

    def _apply(self, verb: str, request: dict[str, Any]) -> None:
        table, place = self.tables[request["TableName"]], _place_of(request)
        match verb:
            case "Put":
                table[place] = request["Item"]
            case "Update":
                before = table.get(place, request.get("Key", {}))
                table[place] = _asked(request).updated(request["UpdateExpression"], before)
            case "Delete":
                del table[place]
            case "ConditionCheck":
                return
            case _:
                raise NotImplementedError(verb)
        for name, value in table.get(place, {}).items():
            assert not name.endswith(("_pk", "_sk")) or value["S"], f"an empty index key: {name}"


def _expect(
    request: dict[str, Any], needed: AbstractSet[str], possible: AbstractSet[str] = frozenset()
) -> None:
    """Refuse a call of a shape that this stand-in does not know."""
    assert needed <= request.keys() <= needed | possible, sorted(request)


def _stem(index: str) -> str:
    return index.replace("-", "_")


def _asked(request: dict[str, Any]) -> _Expressions:
    return _Expressions(
        request.get("ExpressionAttributeNames", {}), request.get("ExpressionAttributeValues", {})
    )


def _place(key: Wire) -> Place:
    return key["pk"]["S"], key["sk"]["S"]


def _place_of(request: dict[str, Any]) -> Place:
    return _place(request.get("Key") or request["Item"])


def _matches(asked: _Expressions, expression: str, item: Wire) -> bool:
    """Whether ``item`` lies in the range of a key condition."""
    partition, _, rest = expression.partition(" AND ")
    if not asked.holds(partition, item):
        return False
    if not rest:
        return True
    if begins := re.fullmatch(r"begins_with\((\S+), (\S+)\)", rest):
        return bool(plain(item[asked.name(begins[1])]).startswith(asked.value(begins[2])))
    if between := re.fullmatch(r"(\S+) BETWEEN (\S+) AND (\S+)", rest):
        low, high = asked.value(between[2]), asked.value(between[3])
        return bool(low <= plain(item[asked.name(between[1])]) <= high)
    return asked.holds(rest, item)


@dataclass
class Topic:
    """Behaves like the SNS client of our one topic and the SQS client of the queues behind it."""

    filters: dict[str, list[Any]]
    queues: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def declared(cls) -> "Topic":
        """With its subscriptions of ``infra/resources.yaml``; what tells of mails is another."""
        names = {
            logical_id: resolver("test", None).resolve(resource["Properties"]["QueueName"])
            for logical_id, resource in load()["Resources"].items()
            if resource["Type"] == "AWS::SQS::Queue"
        }
        return cls(
            {
                names[one["Endpoint"].partition(".")[0]]: one["FilterPolicy"]["name"]
                for one in _properties("AWS::SNS::Subscription")
                if one["Protocol"] == "sqs" and "FilterPolicy" in one
            }
        )

    def publish_batch(self, **request: Any) -> dict[str, Any]:
        """Give messages to all queues whose filter they pass."""
        _expect(request, {"TopicArn", "PublishBatchRequestEntries"})
        assert request["TopicArn"].endswith("fairlead-test-messages")
        entries = request["PublishBatchRequestEntries"]
        assert len({one["Id"] for one in entries}) == len(entries) <= _MOST_MESSAGES
        assert sum(len(one["Message"]) for one in entries) <= _MOST_BYTES
        for one in entries:
            _expect(one, {"Id", "Message", "MessageAttributes"})
            name = one["MessageAttributes"]["name"]["StringValue"]
            for queue, wanted in self.filters.items():
                if any(_passes(name, kind) for kind in wanted):
                    self.queues[queue].append(one["Message"])
        return {"Successful": [{"Id": one["Id"]} for one in entries], "Failed": []}


def _passes(name: str, wanted: Any) -> bool:
    return name == wanted if isinstance(wanted, str) else name.startswith(wanted["prefix"])


@dataclass
class PostOffice:
    """Behaves like the SES client: keeps what it is given."""

    mails: list[dict[str, Any]] = field(default_factory=list)

    def send_email(self, **mail: Any) -> dict[str, Any]:
        self.mails.append(mail)
        return {"MessageId": f"ses-{len(self.mails)}"}

    def keys_to(self, address: str) -> list[str]:
        """The message keys of all mails to ``address``, in the order of their leaving."""
        return [
            mail["Content"]["Simple"]["Headers"][0]["Value"]
            for mail in self.mails
            if mail["Destination"]["ToAddresses"] == [address]
        ]

"""The packaged template, deployed for real: CloudFormation, API Gateway and Lambda processes.

The same package and the same deploy code that AWS gets, on an embedded AWS that checks every
call against the functions' own policies. The vendors are their simulators.
"""

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import boto3
import pytest
from botocore.exceptions import ClientError

from chalicelib.core.setting import catalogue
from infra.local import simulators
from infra.local.aws import ACCOUNT, REGION
from infra.local.demo import client as portal
from infra.local.demo.broker import OWNER, PASSWORD
from infra.local.demo.cast import people
from infra.local.demo.house import DemoCallFailed, House
from infra.local.layout import ROOT, Layout
from infra.local.makers import MAIL_DOMAINS
from infra.local.testing import eventually, free_port_range, ministack, running_process
from infra.package import apis
from infra.package.deploy import Target, deploy, outputs, publish_pages
from tests.kit.statements import pages_of

pytestmark = pytest.mark.ministack

STAGE = "shipped"
# A deployed function starts a process and imports everything on a busy machine.
PATIENCE_SECONDS = 120
QUEUES = ("clients", "search", "accounts", "funds", "notifications")
PARAMETERS = {"Protection": "off", "MalwareScan": "off"}


@dataclass
class Deployed(House):
    """A stage that is up, used over HTTP; its functions take their own time."""

    endpoint: str = ""
    target: Any = None
    outputs: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing to prepare: the routes are API Gateway's."""

    def hole_of(self, puzzle_id: str) -> int:
        """See `House.hole_of`; read as the account's root."""
        key = {"pk": {"S": f"SLIDE#client#{puzzle_id}"}, "sk": {"S": "SLIDE"}}
        table = f"fairlead-{STAGE}-identity"
        kept = self.target.client("dynamodb").get_item(TableName=table, Key=key)
        return int(kept["Item"]["left"]["N"])

    def set_stripe_clock(self) -> None:
        """Nothing to bring up: everybody has the present time."""

    def handle(
        self, method: str, path: str, headers: dict[str, str], body: bytes, ip: str
    ) -> tuple[int, str, str]:
        """Status, body and cookie of what the deployed API answers."""
        api = self.outputs[f"{apis.api_of(path)}Id"]
        url = f"{self.endpoint}/restapis/{api}/live/_user_request_{path}"
        request = urllib.request.Request(url, body or None, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return (
                    answer.status,
                    answer.read().decode(),
                    (answer.headers["Set-Cookie"] or "").split(";")[0],
                )
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read().decode(), ""

    def call(
        self, method: str, path: str, body: Any = None, *, token: str = "", ip: str = "192.0.2.1"
    ) -> Any:
        """The decoded answer, as the story wants it; see `House.call`."""
        status, answer = self.ask(method, path, body, token=token, ip=ip)
        if status >= 400:
            raise DemoCallFailed(f"{method} {path}: {status} {answer}")
        return answer

    def ask(
        self, method: str, path: str, body: Any = None, *, token: str = "", ip: str = "192.0.2.1"
    ) -> tuple[int, Any]:
        """Status and decoded answer."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid4())}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        raw = b"" if body is None else json.dumps(body).encode()
        status, answer, _ = self.handle(method, path, headers, raw, ip)
        return status, json.loads(answer) if answer else None

    def deliver(self) -> None:
        """Waits until the relay has sent everything and the consumers have taken it."""
        eventually(self.is_quiet, "everything is delivered", PATIENCE_SECONDS)

    def is_quiet(self) -> bool:
        """Whether no message is under way."""
        pending = any("by_pending_pk" in row for row in self.rows("outbox"))
        return not pending and not any(self.waiting(f"{queue}-events") for queue in QUEUES)

    def wait_for(self, path: str, token: str, **expected: str) -> Any:
        """See `House.wait_for`."""
        answer: dict[str, Any] = {}

        def came_to_that() -> bool:
            answer.update(self.call("GET", path, token=token))
            return all(answer[name] == value for name, value in expected.items())

        eventually(came_to_that, f"{path} becomes {expected}", PATIENCE_SECONDS)
        return answer

    def rows(self, table: str) -> list[dict[str, Any]]:
        """All rows of a table, read as the account's root."""
        dynamodb = self.target.client("dynamodb")
        return list(dynamodb.scan(TableName=f"fairlead-{STAGE}-{table}")["Items"])

    def send(self, queue: str, *bodies: str) -> None:
        """Puts several messages into a queue at once, so that they come as one batch."""
        sqs = self.target.client("sqs")
        url = sqs.get_queue_url(QueueName=f"fairlead-{STAGE}-{queue}")["QueueUrl"]
        entries = [{"Id": str(n), "MessageBody": body} for n, body in enumerate(bodies)]
        sqs.send_message_batch(QueueUrl=url, Entries=entries)

    def waiting(self, queue: str) -> int:
        """How many messages a queue holds, hidden ones included."""
        sqs = self.target.client("sqs")
        url = sqs.get_queue_url(QueueName=f"fairlead-{STAGE}-{queue}")["QueueUrl"]
        told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        names = ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible")
        return sum(int(told[name]) for name in names)


def root_environment(endpoint: str) -> dict[str, str]:
    return {
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "root",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": endpoint,
    }


class EngineSession:
    """What `Target` asks of a boto3 session, answered by the embedded AWS."""

    region_name = REGION

    def __init__(self, endpoint: str) -> None:
        self._endpoint = endpoint
        self._session = boto3.session.Session(ACCOUNT, "root", region_name=REGION)

    def client(self, service: str) -> Any:
        return self._session.client(service, endpoint_url=self._endpoint)


def let_send_mail_without_a_resource(target: Target) -> None:
    """The engine checks a mail against no resource at all, where AWS checks it by identity."""
    role = target.client("lambda").get_function_configuration(
        FunctionName=f"fairlead-{STAGE}-notifications_events"
    )["Role"]
    everything = {"Effect": "Allow", "Action": ["ses:SendEmail"], "Resource": ["*"]}
    target.client("iam").put_role_policy(
        RoleName=role.rsplit("/", 1)[-1],
        PolicyName="engine",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [everything]}),
    )


@pytest.fixture(scope="module")
def shipped(packaged: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployed]:
    layout = Layout(free_port_range(), tmp_path_factory.mktemp("vendors"))
    with ExitStack() as cleanup:
        endpoint = cleanup.enter_context(ministack(checks_rights=True))
        target = Target(STAGE, EngineSession(endpoint), poll_seconds=0.3)
        for domain in MAIL_DOMAINS:
            target.client("sesv2").create_email_identity(EmailIdentity=domain)
        told = deploy(target, PARAMETERS, packaged)
        let_send_mail_without_a_resource(target)
        # These buckets take files over TLS alone, and the engine speaks none.
        for bucket in ("uploads", "exports"):
            target.client("s3").delete_bucket_policy(Bucket=f"fairlead-{STAGE}-{bucket}")
        hook = f"{endpoint}/restapis/{told['RestAPIId']}/live/_user_request_/api/hooks/stripe"
        for simulator in simulators.SIMULATORS:
            more = ["--webhook-url", hook] if simulator.name == "stripe" else []
            cleanup.enter_context(running_process(simulators.child(layout, simulator, {}, *more)))
        found_broker(endpoint, target, layout)
        yield Deployed(
            app=None,
            clock=None,
            mt5_url=simulators.url(layout, simulators.SIMULATORS[0]),
            ctrader_url=simulators.url(layout, simulators.named("ctrader")),
            stripe_url=simulators.url(layout, simulators.SIMULATORS[1]),
            psp_url=simulators.url(layout, simulators.named("psp")),
            engine_url=endpoint,
            endpoint=endpoint,
            target=target,
            outputs=told,
        )


def found_broker(endpoint: str, target: Target, layout: Layout) -> None:
    """Sets up the broker and its staff in the deployed stage, as its owner would."""
    for name, value in simulators.secrets(layout).items():
        target.client("secretsmanager").put_secret_value(
            SecretId=f"fairlead-{STAGE}-{name}", SecretString=json.dumps(value)
        )
    addresses = {**simulators.environment(layout), "FAIRLEAD_AWS_ENDPOINT": endpoint}
    subprocess.run(
        [sys.executable, "-m", "infra.local.demo", "--broker-only"],
        cwd=ROOT,
        env={**os.environ, **root_environment(endpoint), **addresses, "FAIRLEAD_STAGE": STAGE},
        check=True,
    )


def approve(shipped: Deployed, request_id: str) -> None:
    portal.decide(shipped, request_id, "approved")


def wallet_of(shipped: Deployed, trader: portal.Client) -> dict[str, str]:
    """What the trader sees of their dollars: available and held."""
    wallets = shipped.call("GET", "/api/portal/wallets", token=trader.token)["items"]
    (dollars,) = [one for one in wallets if one["currency"] == "USD"]
    return {name: dollars[name]["amount"] for name in ("available", "held")}


def test_the_journey_goes_through_deployed_functions(shipped: Deployed) -> None:
    trader = portal.Client(shipped, people()[0])
    registration = trader.register("")
    with pytest.raises(DemoCallFailed):
        trader.look_up()
    approve(shipped, registration)
    trader.look_up()

    approve(shipped, trader.ask_for_account())
    trader.take_account()
    assert shipped.mails_to(trader.person.email), "the password was mailed"

    trader.pay_by_card(500)
    approve(shipped, trader.wire(1500))
    assert wallet_of(shipped, trader) == {"available": "2000.00", "held": "0.00"}

    trader.fund_account(800)
    trader.take_from_account(300)
    assert wallet_of(shipped, trader)["available"] == "1500.00"

    trader.save_bank_account()
    withdrawal = trader.withdraw(400)
    assert wallet_of(shipped, trader) == {"available": "1100.00", "held": "400.00"}
    approve(shipped, withdrawal)
    portal.note_paid(shipped, withdrawal)
    refused = trader.withdraw(100)
    portal.decide(shipped, refused, "rejected", "The name on the account differs")
    assert wallet_of(shipped, trader) == {"available": "1100.00", "held": "0.00"}

    assert [shipped.waiting(f"{queue}-events-dead") for queue in QUEUES] == [0] * len(QUEUES)
    assert not [row for row in shipped.rows("outbox") if row["pk"]["S"] == "parked"]


@pytest.fixture(scope="module")
def partner(shipped: Deployed) -> portal.Client:
    """An introducing broker, approved by staff."""
    found = portal.Client(shipped, next(one for one in people()[1:] if one.kind == "ib"))
    approve(shipped, found.register(""))
    shipped.deliver()
    found.look_up()
    return found


def test_who_becomes_an_ib_by_an_event_has_what_capabilities_above_keep_for_them(
    shipped: Deployed, partner: portal.Client
) -> None:
    rows = [row for row in shipped.rows("partners") if partner.client_id in row["pk"]["S"]]
    assert "Terms" in {row["noun"]["S"] for row in rows}


def test_a_list_of_settings_is_whole_whatever_the_function_has_answered_before(
    shipped: Deployed,
) -> None:
    token = shipped.sign_in("desk", OWNER.email, PASSWORD)
    listed = shipped.call("GET", "/api/desk/settings", token=token)["items"]
    # Tests of settings declare some of their own.
    ours = {key for key in catalogue() if not key.startswith("example.")}
    assert {one["key"] for one in listed} == ours


def test_a_document_is_set_by_the_function_that_has_the_library_in_its_layer(
    shipped: Deployed, partner: portal.Client
) -> None:
    statements = "/api/portal/commission-statements"
    form = {"from": "2026-03-01", "to": "2026-03-02", "language": "zh", "format": "pdf"}
    asked = shipped.call("POST", statements, form, token=partner.token)
    shipped.wait_for(f"{statements}/{asked['id']}", partner.token, status="ready")
    link = shipped.call("POST", f"{statements}/{asked['id']}/links", token=partner.token)
    with urllib.request.urlopen(link["url"], timeout=60) as answer:
        content = answer.read()
    assert "佣金结算单" in pages_of(content)[0]
    assert partner.person.name in pages_of(content)[0]


def test_a_poison_record_is_parked_and_the_good_ones_beside_it_are_handled(
    shipped: Deployed,
) -> None:
    good = [str(uuid4()), str(uuid4())]
    envelopes = [
        json.dumps(
            {
                "id": message_id,
                "name": "approvals.request_rejected",
                "occurred_at": "2026-03-02T09:00:00.000Z",
                "actor": "system:test",
                # Of no type that clients cares for: handled by doing nothing.
                "body": {
                    "request_id": "tra_1",
                    "type": "transfer",
                    "client_id": "1",
                    "reason": "no",
                    "decided_by": "s",
                },
            }
        )
        for message_id in good
    ]
    shipped.send("clients-events", envelopes[0], "this is poison", envelopes[1])
    eventually(lambda: shipped.waiting("clients-events") == 0, "all leave", PATIENCE_SECONDS)
    parked = [row for row in shipped.rows("outbox") if row["pk"]["S"] == "parked"]
    assert [row["body"]["S"] for row in parked] == ["this is poison"]
    assert shipped.waiting("clients-events-dead") == 0


def test_nobody_without_a_token_and_nothing_undeclared_gets_through(shipped: Deployed) -> None:
    assert shipped.ask("GET", "/api/portal/me")[0] == 401
    assert shipped.ask("GET", "/api/portal/me", token="not.a.token")[0] == 401
    assert shipped.ask("GET", "/api/portal/no-such-thing")[0] in (403, 404)


def test_the_first_owner_can_be_made_once_only(shipped: Deployed) -> None:
    command = [sys.executable, "-m", "infra.package.first_owner", "--stage", STAGE]
    unset = {k: v for k, v in os.environ.items() if k != "FAIRLEAD_AWS_ENDPOINT"}
    again = subprocess.run(
        [*command, "--name", "Mallory", "--email", "mallory@example.com"],
        cwd=ROOT,
        env={**unset, **root_environment(shipped.endpoint)},
        input=f"{PASSWORD}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert again.returncode == 1, again.stderr
    assert "owner_exists" in again.stdout
    assert shipped.sign_in("desk", OWNER.email, PASSWORD)


def test_a_function_may_not_do_what_its_role_does_not_say(shipped: Deployed) -> None:
    role = shipped.target.client("lambda").get_function_configuration(
        FunctionName=f"fairlead-{STAGE}-search_events"
    )["Role"]
    lent = shipped.target.client("sts").assume_role(RoleArn=role, RoleSessionName="as-the-function")
    keys = lent["Credentials"]
    dynamodb = boto3.session.Session(
        keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region_name=REGION
    ).client("dynamodb", endpoint_url=shipped.endpoint)
    row = {"pk": {"S": "WALLET"}, "sk": {"S": "USD"}}
    dynamodb.put_item(TableName=f"fairlead-{STAGE}-search", Item=row)
    with pytest.raises(ClientError, match="AccessDenied"):
        dynamodb.put_item(TableName=f"fairlead-{STAGE}-funds", Item=row)
    with pytest.raises(ClientError, match="AccessDenied"):
        dynamodb.scan(TableName=f"fairlead-{STAGE}-search")


def test_links_in_mails_lead_to_the_deployed_pages(shipped: Deployed) -> None:
    configuration = shipped.target.client("lambda").get_function_configuration(
        FunctionName=f"fairlead-{STAGE}-notifications_events"
    )
    variables = configuration["Environment"]["Variables"]
    assert variables["FAIRLEAD_PORTAL_URL"] == shipped.outputs["PortalUrl"]
    assert variables["FAIRLEAD_DESK_URL"] == shipped.outputs["DeskUrl"]


def test_deploying_the_same_package_again_changes_nothing(
    shipped: Deployed, packaged: Path
) -> None:
    cloudformation = shipped.target.client("cloudformation")
    stack = {"StackName": shipped.target.stack}
    before = len(cloudformation.describe_stack_events(**stack)["StackEvents"])
    assert deploy(shipped.target, PARAMETERS, packaged) == shipped.outputs
    assert len(cloudformation.describe_stack_events(**stack)["StackEvents"]) == before
    assert outputs(shipped.target) == shipped.outputs


def test_pages_are_published_with_the_caching_that_their_names_deserve(
    shipped: Deployed, pages: Path
) -> None:
    assert publish_pages(shipped.target, "portal", pages / "portal") == 3
    s3 = shipped.target.client("s3")
    page = s3.head_object(Bucket=f"fairlead-{STAGE}-portal", Key="index.html")
    script = s3.head_object(Bucket=f"fairlead-{STAGE}-portal", Key="assets/app-1a2b.js")
    assert (page["CacheControl"], page["ContentType"]) == ("no-cache", "text/html")
    assert "immutable" in script["CacheControl"]
    assert script["ContentType"] in ("text/javascript", "application/javascript")

"""One client with one of everything asks for a copy, leaves, and is found nowhere any more."""

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib import ports
from chalicelib.core import audit_chain as chain
from chalicelib.core.actor import system
from chalicelib.core.paging import PageRequest
from chalicelib.documents import public as documents
from chalicelib.funds import public as funds
from chalicelib.funds.rules.export import verified as ledger_verified
from chalicelib.messages.privacy import ErasureContinued
from chalicelib.privacy import store
from chalicelib.privacy.service import erasing, packing
from chalicelib.privacy.service.keepers import KEEPERS
from chalicelib.storage import audit, audit_chain, aws
from chalicelib.storage.idempotency import Command
from chalicelib.storage.wire import item_from_wire
from infra.template import load
from tests.http.world import Party, World, details
from tests.kit.funds import wallet
from tests.kit.http import Answer
from tests.kit.people import PASSWORD

SYSTEM = system("test")

# What goes by itself within days, and says so by its expiry.
FADING = {"outbox", "idempotency", "phones"}
# What stands in her way one after the other, as she clears it away.
HINDRANCES = ["payout_pending", "wallet_not_empty", "account_not_empty", "wallet_not_empty", ""]


def tables() -> list[str]:
    resources = load()["Resources"].values()
    names = [
        one["Properties"]["TableName"]["Fn::Sub"]
        for one in resources
        if one["Type"] == "AWS::DynamoDB::Table"
    ]
    return [name.removeprefix("fairlead-${Stage}-") for name in names]


def items(table: str) -> Iterator[dict[str, Any]]:
    """Everything in a table: tests may look where no request may."""
    client, arguments = aws.client("dynamodb"), {"TableName": aws.resource(table)}
    while True:
        answer = client.scan(**arguments)
        yield from (item_from_wire(one) for one in answer["Items"])
        if "LastEvaluatedKey" not in answer:
            return
        arguments["ExclusiveStartKey"] = answer["LastEvaluatedKey"]


def is_going(item: dict[str, Any]) -> bool:
    """A code, or that one was mailed to an address before it was anybody's: both expire."""
    to_nobody = str(item.get("recipient", "")).startswith("address-")
    return (item.get("noun") == "Code" or to_nobody) and "expires_at" in item


def objects() -> list[str]:
    s3, found = aws.client("s3"), []
    for bucket in ("uploads", "exports"):
        listed = s3.list_object_versions(Bucket=aws.resource(bucket))
        found += [one["Key"] for one in listed.get("Versions", [])]
        found += [one["Key"] for one in listed.get("DeleteMarkers", [])]
    return found


def names_of(party: Party) -> list[str]:
    """What gives a person away who was once this client."""
    return ["Lin Chen", party.email, party.phone, details()["fields"]["iban"]]


def say_yes_or_no_to_all(world: World, party: Party) -> None:
    for one in world.done(party.caller.get("/api/portal/requests?limit=100")).body["items"]:
        if one["status"] == "pending":
            refusal = {"decision": "rejected", "reason": "as she asked"}
            world.done(world.owner.patch(f"/api/desk/requests/{one['id']}", refusal))
    world.courier.deliver_all()


def let_payouts_arrive(world: World, party: Party) -> None:
    paid = party.first["withdrawal_id"]
    sent = {"payment_status": "success"}
    world.done(world.owner.patch(f"/api/desk/withdrawals/{paid}", sent))
    world.pay_in_coins(party.first["payout_id"])


def empty_the_account(world: World, party: Party) -> None:
    account_id = party.first["account_id"]
    world.clock.advance(seconds=30)  # The world has a dealer who has changed it meanwhile.
    found = world.done(party.caller.get(f"/api/portal/accounts/{account_id}")).body
    credit = found["figures"]["credit"]
    if credit["amount"] != "0.00":
        taken = {"kind": "credit_out", **credit, "comment": "the bonus ends", "repeat": True}
        world.done(world.owner.post(f"/api/desk/accounts/{account_id}/operations", taken))
        world.courier.deliver_all()
    order = {
        "source": {"type": "account", "account_id": account_id},
        "target": {"type": "wallet", "currency": "USD"},
        "amount": found["figures"]["balance"]["amount"],
        "currency": "USD",
    }
    world.done(party.caller.post("/api/portal/transfers", order))
    world.courier.deliver_all()


def hindrance(world: World, party: Party) -> str:
    world.clock.advance(seconds=30)  # What servers say of accounts is good for some seconds.
    return str(party.caller.get("/api/portal/erasure").body["hindrance"])


def spend_all(world: World, party: Party) -> None:
    order = {
        "currency": "USD",
        "amount": f"-{wallet(party.id).available}",
        "comment": "paid out at the counter",
    }
    path = f"/api/desk/clients/{party.id}/wallet-adjustments"
    world.done(world.owner.post(path, order))
    world.courier.deliver_all()


def ask_to_leave(party: Party) -> Answer:
    return party.caller.post("/api/portal/erasure", {"password": PASSWORD})


def archive_of(party: Party) -> zipfile.ZipFile:
    key = f"archives/{party.first['copy_id']}.zip"
    answer = aws.client("s3").get_object(Bucket=aws.resource("exports"), Key=key)
    return zipfile.ZipFile(io.BytesIO(answer["Body"].read()))


@pytest.fixture(scope="module")
def left(world: World) -> Party:
    """Lin after everything about her was erased."""
    lin = world.lin
    say_yes_or_no_to_all(world, lin)
    hindrances = [hindrance(world, lin)]
    for act in (let_payouts_arrive, spend_all, empty_the_account, spend_all):
        act(world, lin)
        hindrances.append(hindrance(world, lin))
    assert hindrances == HINDRANCES
    world.approve(world.done(ask_to_leave(lin)).body["request"]["id"])
    world.courier.deliver_all(twice=True)
    return lin


class TestTheCopy:
    """Before she leaves."""

    def test_it_has_every_part_that_a_keeper_promises(self, world: World) -> None:
        promised = {kept.copied for one in KEEPERS for kept in one.kinds if kept.copied}
        assert set(packing.contents(world.lin.id)) == promised

    def test_it_tells_people_and_machines_what_is_kept(self, world: World) -> None:
        archive = archive_of(world.lin)
        facts = json.loads(archive.read("data.json"))
        assert facts["client_id"] == world.lin.id
        assert facts["registration"][0]["email"] == world.lin.email
        assert details()["fields"] in [one["fields"] for one in facts["withdrawal_details"]]
        assert facts["deposits"][-1]["amount"] == {"amount": "5000.00", "currency": "USD"}
        page = archive.read("index.html").decode()
        assert world.lin.email in page
        assert "<script" not in page

    def test_her_files_are_in_it_as_they_are_kept(self, world: World) -> None:
        (name,) = [one for one in archive_of(world.lin).namelist() if one.startswith("files/")]
        (kept,) = documents.files_of(world.lin.id)
        assert archive_of(world.lin).read(name) == documents.content_of(kept)

    def test_it_holds_nothing_secret_and_nobody_else(self, world: World) -> None:
        text = archive_of(world.lin).read("data.json").decode()
        for secret in ("password_hash", "argon2", "seed", "digest", "salt"):
            assert secret not in text
        assert world.sam.email not in text
        assert "owner@" not in text


class TestWhatStandsInTheWay:
    """She has money and requests that wait."""

    def test_it_is_named_before_she_asks(self, world: World) -> None:
        standing = world.done(world.lin.caller.get("/api/portal/erasure")).body
        assert (standing["request"], standing["hindrance"]) == (None, "requests_pending")

    def test_asking_is_refused_with_the_same_reason(self, world: World) -> None:
        refused = ask_to_leave(world.lin)
        assert (refused.status, refused.body["code"]) == (409, "requests_pending")

    def test_asking_takes_the_password(self, world: World) -> None:
        refused = world.lin.caller.post("/api/portal/erasure", {"password": "wrong Password 1"})
        assert refused.body["code"] == "credentials_wrong"


class TestAfterwards:
    """She has left."""

    @pytest.mark.parametrize("table", sorted(set(tables()) - FADING))
    def test_no_table_names_her(self, world: World, left: Party, table: str) -> None:
        """Sam is paid to an account of the same name: rows of his do not count."""
        found = []
        for item in items(table):
            said = json.dumps(item, ensure_ascii=False, default=str)
            goes_by_itself = is_going(item)
            if world.sam.id not in said and not goes_by_itself:
                found += [f"{item} {name}" for name in names_of(left) if name in said]
        assert found == []

    @pytest.mark.parametrize("table", sorted(FADING))
    def test_what_still_does_goes_by_itself(self, left: Party, table: str) -> None:
        staying = [item for item in items(table) if "expires_at" not in item]
        assert [one for one in staying if left.email in json.dumps(one, default=str)] == []

    def test_what_the_payment_provider_wrote_of_her_is_gone(self, left: Party) -> None:
        """Sam paid by card too: his letter is the only one that is left."""
        letters = [one for one in items("funds") if one.get("noun") == "Callback"]
        assert len(letters) == 2
        assert [bool(one["body"]) for one in letters].count(True) == 1

    def test_no_version_of_a_file_of_hers_is_left(self, left: Party) -> None:
        names = [one.partition(".")[0] for one in left.ids["file_id"]] + left.ids["copy_id"]
        assert [key for key in objects() if any(name in key for name in names)] == []
        assert list(documents.files_of(left.id)) == []

    def test_her_login_opens_nothing(self, world: World, left: Party) -> None:
        assert left.caller.get("/api/portal/me").status == 401
        sent = {"email": left.email, "password": PASSWORD}
        assert world.anyone.post("/api/portal/session", sent).status == 401

    def test_the_books_are_right_and_stay(self, left: Party) -> None:
        report = funds.check_invariants(SYSTEM, lambda: None)
        assert report.breaks == ()
        verdict = ledger_verified(iter(list(funds.exported())))
        assert verdict.problems == []
        assert wallet(left.id).sequence > 0

    def test_it_is_on_record_part_by_part(self, left: Party) -> None:
        parts = [
            record.after["kind"]
            for record in audit.of_object("client", left.id, PageRequest(100)).items
            if record.action == "client_part_erased"
        ]
        assert sorted(set(parts)) == sorted({name for name, _ in erasing.steps()})
        assert len(parts) == len(list(erasing.steps()))

    def test_doing_it_again_changes_nothing(self, left: Party) -> None:
        before, rows = store.erasure(left.id), list(items("approvals"))
        message = ErasureContinued(client_id=left.id, step=0, slice=0)
        erasing.go_on(SYSTEM, message, Command(key="again"))
        assert store.erasure(left.id) == before
        for _, erase in erasing.steps():
            cursor: str | None = None
            while cursor := erase(lambda work: ports.transact(SYSTEM, work), left.id, cursor):
                pass
        assert list(items("approvals")) == rows

    def test_the_chain_of_the_audit_log_holds_and_says_what_is_erased(self, left: Party) -> None:
        lines = linked()
        assert chain.verified(lines).faults == []
        own = [json.loads(one)["record"] for one in lines[:-1] if f'"{left.id}"' in one]
        assert any(one["seal"] for one in own)
        assert [one for one in own if one["actor_realm"] == "client" and one["actor_name"]] == []

    def test_another_client_has_all_that_is_theirs(self, world: World, left: Party) -> None:
        assert world.sam.caller.get("/api/portal/me").body["email"] == world.sam.email
        shown = world.sam.caller.get("/api/portal/withdrawal-details").body["items"]
        assert "Lin Chen" in [one["fields"].get("account_holder") for one in shown]


def linked() -> list[str]:
    records = [one for one in items("audit") if one["sk"] == audit.RECORD]
    records.sort(key=lambda one: (one["at"], one["id"]))
    for start in range(0, len(records), audit_chain.BATCH):
        batch = records[start : start + audit_chain.BATCH]
        ports.transact(SYSTEM, lambda unit, batch=batch: audit_chain.append(unit, batch))
    lines = [chain.written(link, record) for link, record in audit_chain.exported()]
    return [*lines, chain.written_head(audit_chain.head())]

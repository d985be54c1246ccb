"""Drafts: who opens them, what they keep, and that nothing is left of them in the end."""

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from chalicelib import ports
from chalicelib.core.actor import system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Conflict, FairleadError, Invalid, Limited
from chalicelib.documents import public as documents
from chalicelib.documents.public import DocumentMissing
from chalicelib.gateways.files.port import FileMissing, FileRefused
from chalicelib.onboarding import store
from chalicelib.onboarding.model import (
    MAX_FILES,
    DraftFile,
    DraftMissing,
    Identity,
    Opening,
    Step,
    StepsOff,
    WantedAccount,
)
from chalicelib.onboarding.service import drafts, files
from chalicelib.ports import stores
from chalicelib.storage import aws
from tests.gateways.files.samples import photo
from tests.kit import roots, trading
from tests.kit.clients import emailed_code, newcomer, published
from tests.kit.kyc import answers, offer
from tests.kit.onboarding import (
    Newcomer,
    ask_for_steps,
    details,
    known,
    wanted_account,
    whole,
)

pytestmark = pytest.mark.usefixtures("broker")
SWEEP = system("drafts-sweep")


def sweep() -> int:
    return drafts.sweep(SWEEP, lambda: 60.0)


def kept_files() -> list[str]:
    """Keys of every version: one that only bears a mark of deletion is there still."""
    found = aws.client("s3").list_object_versions(Bucket=aws.resource("uploads"), Prefix="clean/")
    return [one["Key"] for one in found.get("Versions", [])]


def test_a_draft_is_begun_by_the_code_and_asks_for_what_the_broker_wants():
    nan = Newcomer()
    begun = nan.begin()
    assert begun.steps == (Step.DETAILS, Step.IDENTITY, Step.ACCOUNT)
    assert (begun.draft.email, begun.draft.kind) == (nan.email, "trader")


@pytest.mark.parametrize(
    ("wanted", "steps"),
    [
        ({"identity": False}, (Step.DETAILS, Step.ACCOUNT)),
        ({"account": False}, (Step.DETAILS, Step.IDENTITY)),
        ({"identity": False, "account": False}, (Step.DETAILS,)),
    ],
)
def test_the_last_two_steps_are_the_brokers_choice(wanted: dict[str, bool], steps: tuple[Step]):
    ask_for_steps(**wanted)
    assert Newcomer().begin().steps == steps


def test_a_step_in_which_there_is_nothing_to_choose_is_left_out():
    offer()
    assert Newcomer().begin().steps == (Step.DETAILS, Step.ACCOUNT)


def test_who_does_not_register_in_steps_begins_no_draft():
    with pytest.raises(StepsOff):
        Newcomer().begin(kind="ib")


def test_a_wrong_code_begins_nothing_whoever_has_the_address(clock: FixedClock):
    client = known().email
    clock.advance(minutes=2)
    told = []
    for email in (client, "nobody@example.com"):
        nan = newcomer()
        code = emailed_code(email, nan)
        wrong = "000000" if code != "000000" else "000001"
        with pytest.raises(FairleadError) as refused:
            drafts.begin(nan, Opening(email, wrong, "trader", "en"))
        told.append((refused.value.code, refused.value.facts))
    assert told[0] == told[1]
    assert told[0][0] == "code_wrong"


def test_whoever_reads_the_mail_of_a_client_is_told_that_they_are_one(clock: FixedClock):
    nan = Newcomer(email=known().email)
    clock.advance(minutes=2)
    with pytest.raises(Conflict) as refused:
        nan.begin()
    assert refused.value.code == "email_taken"


def test_what_is_filled_in_is_there_again_on_another_device(clock: FixedClock):
    phone = Newcomer()
    phone.begin()
    typed = details(answers={"experience": "none"})
    identity = Identity("passport", answers(picture=phone.picture()))
    phone.fill_in(details=typed)
    phone.fill_in(identity=identity, account=wanted_account(trading.DEMO))
    clock.advance(days=6)
    desktop = Newcomer(email=phone.email.upper())
    found = desktop.begin().draft
    assert (found.details, found.identity) == (typed, identity)
    assert found.account == wanted_account(trading.DEMO)
    assert [one.file_name for one in found.files] == ["passport.jpg"]


def test_a_part_that_is_not_sent_stays_as_it_is():
    nan = whole()
    before = nan.read()
    after = nan.fill_in(account=WantedAccount("other", "type"))
    assert before is not None
    assert (after.details, after.identity) == (before.details, before.identity)
    assert after.account == WantedAccount("other", "type")


def test_what_is_not_finished_is_kept_all_the_same():
    nan = Newcomer()
    nan.begin()
    nan.fill_in(details=details(name="", phone_number="12"), identity=Identity("passport"))
    kept = nan.read()
    assert kept is not None
    assert (kept.details.phone_number, kept.identity) == ("12", Identity("passport"))


def test_going_on_elsewhere_shuts_out_the_device_before(clock: FixedClock):
    phone = Newcomer()
    phone.begin()
    clock.advance(minutes=2)
    Newcomer(email=phone.email).begin()
    with pytest.raises(DraftMissing):
        phone.fill_in(details=details())


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "", lambda t: "drf_x." + t])
def test_another_token_opens_nothing(spoil):
    nan = whole()
    nan.token = spoil(nan.token)
    with pytest.raises(DraftMissing):
        nan.fill_in()
    with pytest.raises(DraftMissing):
        nan.submit()


def test_reading_changes_nothing():
    nan = whole()
    before = nan.read()
    nan.fill_in()
    assert nan.read() == before


def test_no_draft_holds_a_token_or_a_password():
    nan = whole()
    secret = nan.token.partition(".")[2]
    assert secret not in str(asdict(nan.read()))


def test_each_visit_keeps_it_for_seven_more_days(clock: FixedClock):
    nan = whole()
    clock.advance(days=6)
    nan.fill_in(details=details())
    clock.advance(days=6, hours=23)
    nan.fill_in(details=details())
    clock.advance(days=7)
    with pytest.raises(DraftMissing):
        nan.fill_in()


def test_after_seven_days_the_address_begins_anew(clock: FixedClock):
    nan = whole()
    clock.advance(days=7)
    begun = Newcomer(email=nan.email).begin()
    assert begun.draft.details.name == ""
    assert begun.draft.files == ()


# ---- files


def test_a_file_belongs_to_the_draft_and_to_no_other():
    nan, other = whole(), whole()
    mine = other.picture()
    draft = nan.read()
    assert draft is not None
    with pytest.raises(DocumentMissing):
        documents.document_of(draft.id, mine)
    with pytest.raises(FileMissing):
        files.check_upload(nan.actor, nan.token, mine)


def test_a_file_that_fails_its_checks_is_refused_here_too():
    nan = Newcomer()
    nan.begin()
    wrong = nan.announce(b"%PDF-1.4 not a picture at all")
    with pytest.raises(FileRefused):
        files.check_upload(nan.actor, nan.token, wrong)
    with pytest.raises(FileRefused):
        files.start_upload(nan.actor, nan.token, "tool.exe", "application/x-msdownload", 10)


def test_a_draft_takes_so_many_files_and_no_more(clock: FixedClock):
    nan = whole()
    draft = nan.read()
    assert draft is not None
    many = tuple(DraftFile(f"fil_{n}", "a.jpg", "image/jpeg") for n in range(MAX_FILES))
    ports.transact(SWEEP, lambda unit: store.change(unit, draft, replace(draft, files=many)))
    with pytest.raises(Limited) as refused:
        nan.announce(photo())
    assert refused.value.code == "files_too_many"


# ---- the end of a draft


def test_what_is_left_behind_is_deleted_with_its_files(clock: FixedClock):
    nan = whole()
    nan.announce(photo())
    file_id = nan.read().files[0].file_id
    clock.advance(days=7)
    assert (sweep(), sweep()) == (1, 0)
    assert nan.read() is None
    assert store.of_address(nan.email) is None
    assert kept_files() == []
    with pytest.raises(DocumentMissing):
        documents.document(file_id)


def test_a_sweep_leaves_what_is_under_way_and_what_begins_anew(clock: FixedClock):
    old = whole()
    clock.advance(days=7)
    young, again = whole(), Newcomer(email=old.email)
    again.begin()
    assert sweep() == 1
    assert young.read() is not None
    found = store.of_address(old.email)
    assert found is not None
    assert found.id == again.token.partition(".")[0]


def test_a_sweep_that_died_between_file_and_row_is_finished_by_the_next(clock: FixedClock):
    nan = whole()
    file_id = nan.read().files[0].file_id
    clock.advance(days=7)
    stores.files().erase(file_id)
    assert sweep() == 1
    assert kept_files() == []


def test_a_sweep_stops_in_time(clock: FixedClock):
    whole()
    clock.advance(days=7)
    assert drafts.sweep(SWEEP, lambda: 4.0) == 0


def test_the_store_itself_forgets_a_draft_in_the_end(clock: FixedClock):
    nan = whole()
    items = aws.client("dynamodb").scan(TableName=aws.resource("onboarding"))["Items"]
    latest = clock.now() + timedelta(days=37)
    assert {int(one["expires_at"]["N"]) for one in items} == {int(latest.timestamp())}
    assert len(items) == 2
    assert nan.read() is not None


def test_a_phone_number_that_is_not_proven_is_not_believed():
    nan = whole()
    with pytest.raises((Invalid, FairleadError)) as refused:
        nan.fill_in(details=details(), phone_proof="made up")
    assert refused.value.code == "phone_codes_off"
    assert published("phones.phone_proven") == []


def test_a_draft_from_before_a_new_root_secret_is_opened_until_the_former_is_gone():
    nan = Newcomer()
    with roots.kept(roots.FIRST):
        nan.begin()
    with roots.kept(roots.SECOND, roots.FIRST):
        assert drafts.own(nan.token).email == nan.email
    with roots.kept(roots.SECOND), pytest.raises(DraftMissing):
        drafts.own(nan.token)

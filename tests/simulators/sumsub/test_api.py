"""The simulator's API refuses what Sumsub refuses, so that a careless client fails against it."""

import time

import pytest

from tests.simulators.sumsub.kit import LEVEL, Reply, Simulator

APPLICANTS = f"/resources/applicants?levelName={LEVEL}"
LINK = "/resources/sdkIntegrations/levels/-/websdkLink"
CLIENT = {"externalUserId": "10000001"}


def one(simulator: Simulator, client_id: str = "10000001") -> Reply:
    return simulator.api("GET", f"/resources/applicants/-;externalUserId={client_id}/one")


@pytest.mark.parametrize(
    ("spoiled", "name"),
    [
        ({"x_app_token": "sbx:another"}, "app-token-invalid"),
        ({"x_app_access_ts": "soon"}, "app-token-expired"),
        ({"x_app_access_sig": "0" * 64}, "app-token-signature-mismatch"),
        ({"x_app_access_sig": ""}, "app-token-signature-mismatch"),
    ],
)
def test_a_request_that_is_not_well_signed_changes_nothing(
    simulator: Simulator, spoiled: dict[str, str], name: str
) -> None:
    answer = simulator.api("POST", APPLICANTS, CLIENT, **spoiled)
    assert (answer.status, answer.json()["errorName"]) == (401, name)
    assert one(simulator).status == 404


@pytest.mark.parametrize("seconds", [-120, 120])
def test_a_request_of_another_time_changes_nothing(simulator: Simulator, seconds: int) -> None:
    answer = simulator.api(
        "POST", APPLICANTS, CLIENT, x_app_access_ts=str(int(time.time()) + seconds)
    )
    assert (answer.status, answer.json()["errorName"]) == (401, "app-token-expired")
    assert one(simulator).status == 404


def test_the_signature_follows_the_clock_that_was_moved(simulator: Simulator) -> None:
    simulator.lever("clock", advance_seconds=3600)
    assert simulator.api("POST", APPLICANTS, CLIENT).status == 401
    later = str(int(time.time()) + 3600)
    assert simulator.api("POST", APPLICANTS, CLIENT, x_app_access_ts=later).status == 201


def test_an_applicant_is_made_once_and_found_by_either_id(simulator: Simulator) -> None:
    made = simulator.api("POST", APPLICANTS, CLIENT)
    again = simulator.api("POST", APPLICANTS, CLIENT)
    assert (made.status, again.status) == (201, 409)
    assert made.json()["review"]["reviewStatus"] == "init"
    by_id = simulator.api("GET", f"/resources/applicants/{made.json()['id']}/one")
    assert by_id.json() == one(simulator).json() == made.json()


def test_a_level_must_exist(simulator: Simulator) -> None:
    asked = simulator.api("POST", "/resources/applicants?levelName=nowhere", CLIENT)
    assert (asked.status, asked.json()["errorName"]) == (404, "level-not-found")
    assert simulator.api("POST", "/resources/applicants?levelName=full%20level", CLIENT).status == (
        201
    )


@pytest.mark.parametrize("body", [{}, {"externalUserId": ""}, {"externalUserId": 7}, []])
def test_an_applicant_needs_an_external_id(simulator: Simulator, body: object) -> None:
    assert simulator.api("POST", APPLICANTS, body).status == 400


@pytest.mark.parametrize(
    "wanted",
    [
        {"levelName": "nowhere", "userId": "1", "ttlInSecs": 60},
        {"levelName": LEVEL, "ttlInSecs": 60},
        {"levelName": LEVEL, "userId": "1", "ttlInSecs": 0},
        {"levelName": LEVEL, "userId": "1", "ttlInSecs": 86_401},
    ],
)
def test_a_link_needs_level_user_and_a_sane_life(
    simulator: Simulator, wanted: dict[str, object]
) -> None:
    assert simulator.api("POST", LINK, wanted).status in {400, 404}


@pytest.mark.parametrize(
    ("fault", "status", "done"),
    [
        ("unavailable", 503, False),
        ("error_before", 500, False),
        ("rate_limit", 429, False),
        ("error_after", 500, True),
    ],
)
def test_a_fault_spoils_one_answer_before_or_after_the_work(
    simulator: Simulator, fault: str, status: int, *, done: bool
) -> None:
    simulator.fault(fault, path="POST /resources/applicants")
    assert simulator.api("POST", APPLICANTS, CLIENT).status == status
    assert (one(simulator).status == 200) is done


def test_an_unknown_fault_is_no_fault(simulator: Simulator) -> None:
    assert "No fault" in simulator.lever("faults", kind="earthquake")["description"]


def test_a_refusal_for_good_takes_no_further_documents(simulator: Simulator) -> None:
    simulator.api("POST", APPLICANTS, CLIENT)
    simulator.submit("10000001")
    simulator.review("10000001", "RED", reject_type="FINAL")
    assert simulator.lever("applicants/10000001/submit")["code"] == 409


def test_a_retry_takes_documents_again_and_counts_the_attempts(simulator: Simulator) -> None:
    simulator.api("POST", APPLICANTS, CLIENT)
    simulator.submit("10000001")
    simulator.review("10000001", "RED", reject_type="RETRY", labels=["BAD_SELFIE"])
    simulator.submit("10000001")
    review = one(simulator).json()["review"]
    assert (review["reviewStatus"], review["attemptCnt"]) == ("pending", 2)
    assert "reviewResult" not in review

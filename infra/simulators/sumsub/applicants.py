"""Applicants: made once per external id, looked up, sent to review and decided.

Owns: an applicant's review and what may follow what. Refuses: transport, and how webhooks travel.
"""

import secrets
from typing import Any

from infra.simulators.sumsub.events import happened
from infra.simulators.sumsub.world import SumsubRefusal, World, new_id, written

ANSWERS = ("GREEN", "RED")
REJECT_TYPES = ("RETRY", "FINAL")
# Some of the labels of the vendor's catalogue, by the kind of rejection that they come with.
LABELS = {
    "RETRY": ("BAD_SELFIE", "UNSATISFACTORY_PHOTOS", "DOCUMENT_PAGE_MISSING", "EXPIRATION_DATE"),
    "FINAL": ("FORGERY", "BLACKLIST", "COMPROMISED_PERSONS", "AGE_REQUIREMENT_MISMATCH"),
}
_LONGEST_TTL = 86_400


def create(world: World, level: str, given: dict[str, Any]) -> dict[str, Any]:
    """Make an applicant.

    Raises:
        SumsubRefusal: no such level, no external id, or one that is taken (409).
    """
    _require_level(world, level)
    external_id = given.get("externalUserId")
    if not isinstance(external_id, str) or not external_id:
        raise SumsubRefusal(400, "externalUserId is required")
    if world.work.applicant_of(external_id):
        raise SumsubRefusal(409, f"Applicant with external user id '{external_id}' already exists")
    applicant = {
        "id": new_id(),
        "createdAt": written(world.now),
        "clientId": "fairlead",
        "inspectionId": new_id(),
        "externalUserId": external_id,
        "type": "individual",
        "requiredIdDocs": {"docSets": [{"idDocSetType": "IDENTITY"}, {"idDocSetType": "SELFIE"}]},
        "review": {
            "attemptCnt": 0,
            "levelName": level,
            "createDate": written(world.now),
            "reviewStatus": "init",
        },
    }
    world.work.keep(applicant)
    happened(world, applicant, "applicantCreated")
    return applicant


def get(world: World, applicant_id: str) -> dict[str, Any]:
    """The applicant of that id.

    Raises:
        SumsubRefusal: there is none.
    """
    found = world.work.applicant(applicant_id)
    if found is None:
        raise SumsubRefusal(404, f"Applicant not found: {applicant_id}")
    return found


def called(world: World, external_id: str) -> dict[str, Any]:
    """The applicant with that external id.

    Raises:
        SumsubRefusal: there is none.
    """
    found = world.work.applicant_of(external_id)
    if found is None:
        raise SumsubRefusal(404, f"Applicant not found: {external_id}")
    return found


def make_link(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """A link to the hosted page; the applicant may come into being when it is opened.

    Raises:
        SumsubRefusal: no such level, no user, or a life that is too long.
    """
    level, user, ttl = given.get("levelName"), given.get("userId"), given.get("ttlInSecs", 1800)
    _require_level(world, level)
    if not isinstance(user, str) or not user:
        raise SumsubRefusal(400, "userId is required")
    if not isinstance(ttl, int) or not 0 < ttl <= _LONGEST_TTL:
        raise SumsubRefusal(400, "ttlInSecs is out of range")
    redirect = given.get("redirect") or {}
    token = secrets.token_urlsafe(24)
    world.work.run(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?)",
        token,
        user,
        level,
        str(redirect.get("successUrl", "")),
        world.now + ttl,
    )
    return {"url": f"{world.settings.base_url}/websdk/p/{token}"}


def submit(world: World, applicant: dict[str, Any]) -> dict[str, Any]:
    """The applicant has sent what was asked; it waits for a reviewer.

    Raises:
        SumsubRefusal: it was refused for good, or waits already.
    """
    review = applicant["review"]
    result = review.get("reviewResult") or {}
    if review["reviewStatus"] == "pending":
        raise SumsubRefusal(409, "The applicant is being reviewed")
    if result.get("reviewRejectType") == "FINAL":
        raise SumsubRefusal(409, "The applicant was refused for good")
    review["attemptCnt"] += 1
    review |= {"reviewStatus": "pending", "createDate": written(world.now)}
    review.pop("reviewResult", None)
    review.pop("reviewDate", None)
    world.work.keep(applicant)
    happened(world, applicant, "applicantPending")
    return applicant


def decide(world: World, applicant: dict[str, Any], verdict: dict[str, Any]) -> dict[str, Any]:
    """A reviewer decides, or decides anew: a GREEN can turn RED weeks later.

    Raises:
        SumsubRefusal: no such answer or kind of rejection.
    """
    answer = verdict.get("answer")
    if answer not in ANSWERS:
        raise SumsubRefusal(400, f"No answer {answer}")
    result: dict[str, Any] = {"reviewAnswer": answer}
    if answer == "RED":
        kind = verdict.get("reject_type", "RETRY")
        if kind not in REJECT_TYPES:
            raise SumsubRefusal(400, f"No kind of rejection {kind}")
        result |= {
            "reviewRejectType": kind,
            "rejectLabels": list(verdict.get("labels") or LABELS[kind][:1]),
            "moderationComment": str(verdict.get("comment", "")),
            "clientComment": str(verdict.get("client_comment", "")),
        }
    applicant["review"] |= {
        "reviewStatus": "completed",
        "reviewDate": written(_later_than_before(world, applicant)),
        "reviewResult": result,
    }
    world.work.keep(applicant)
    happened(world, applicant, "applicantReviewed")
    return applicant


def _later_than_before(world: World, applicant: dict[str, Any]) -> float:
    """Now, or a second after the last verdict: times are written to the second."""
    last = float(world.work.note(f"reviewed {applicant['id']}", "0"))
    moment = max(world.now, last + 1)
    world.work.write_note(f"reviewed {applicant['id']}", str(moment))
    return moment


def _require_level(world: World, level: object) -> None:
    if level not in world.settings.levels:
        raise SumsubRefusal(404, f"Level '{level}' not found", "level-not-found", 4004)

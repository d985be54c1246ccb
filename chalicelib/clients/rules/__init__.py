"""What a newcomer must satisfy, who refers, who owns and who follows.

Pure: no store, no clock, no settings; whoever calls brings what they read.
"""

import re
from datetime import datetime

from chalicelib.clients.model import (
    Agreement,
    Client,
    ClientKind,
    ClientStatus,
    OwnerAssignment,
    OwnerRule,
)
from chalicelib.clients.model.changes import MAX_PARTICIPANTS, Assignment
from chalicelib.clients.model.groups import STANDARD, ClientGroup
from chalicelib.clients.model.news import DownlineNews, NewsReach
from chalicelib.core.consent import Acceptance, Consent
from chalicelib.core.errors import Invalid

# Without letters and digits that are taken for each other when a code is read out.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 8
CODE_DIGITS = 12
_CHOSEN_CODE = re.compile(r"[A-Z0-9]{4,16}")
_CHOSEN_ID = re.compile(r"[1-9][0-9]{7}")


def phone_number(country_code: str, number: str) -> str:
    """The number in E.164 (ITU-T), such as ``+447911123456``.

    ``country_code`` is like ``+44``; ``number`` is written as at home or with the country code.

    Raises:
        Invalid: ``phone_invalid`` when no such number can exist in that country.
    """
    import phonenumbers  # noqa: PLC0415 - slow to load, and few requests need it

    refusal = Invalid("not a phone number of that country", code="phone_invalid", field="phone")
    digits = country_code.removeprefix("+")
    if not digits.isdecimal():
        raise refusal
    region = phonenumbers.region_code_for_country_code(int(digits))
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException as fault:
        raise refusal from fault
    if parsed.country_code != int(digits) or not phonenumbers.is_valid_number(parsed):
        raise refusal
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def international(text: str, *, field: str) -> str:
    """A phone number that says its country itself (``+44 7911 123456``), in E.164.

    Raises:
        Invalid: ``phone_invalid`` at ``field``.
    """
    import phonenumbers  # noqa: PLC0415 - slow to load, and few requests need it

    refusal = Invalid("not a phone number", code="phone_invalid", field=field)
    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as fault:
        raise refusal from fault
    if not phonenumbers.is_valid_number(parsed):
        raise refusal
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def nationality(code: str) -> str:
    """An ISO 3166-1 alpha-2 code as it is stored.

    Raises:
        Invalid: ``nationality_unknown``.
    """
    import phonenumbers  # noqa: PLC0415 - slow to load, and few requests need it

    if code not in phonenumbers.SUPPORTED_REGIONS:
        raise Invalid("no such country", code="nationality_unknown", field="nationality")
    return code


def consents(
    agreements: tuple[Agreement, ...], accepted: tuple[Acceptance, ...], at: datetime, ip: str
) -> tuple[Consent, ...]:
    """A consent to each of ``agreements``, all of which must be accepted in the version in force.

    Raises:
        Invalid: ``agreement_not_accepted`` with the ``document`` and its ``version``.
    """
    given = {(one.document, one.version) for one in accepted}
    for agreement in agreements:
        if (agreement.document, agreement.version) not in given:
            raise Invalid(
                f"accept {agreement.document} in version {agreement.version}",
                code="agreement_not_accepted",
                field="agreements",
                document=agreement.document,
                version=agreement.version,
            )
    return tuple(Consent(one.document, one.version, at, ip) for one in agreements)


def referral_code(number: int) -> str:
    """The code that stands for ``number`` (of `CODE_DIGITS` digits): eight clear characters."""
    letters = []
    for _ in range(_CODE_LENGTH):
        number, place = divmod(number, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[place])
    return "".join(letters)


def chosen_code(text: str) -> str:
    """A referral code that staff have chosen, in the form that is stored.

    Raises:
        Invalid: ``referral_code_malformed``.
    """
    code = written_code(text)
    if not _CHOSEN_CODE.fullmatch(code):
        raise Invalid(
            "4 to 16 capitals and digits", code="referral_code_malformed", field="referral_code"
        )
    return code


def chosen_id(text: str) -> str:
    """A client id that staff have chosen.

    Raises:
        Invalid: ``client_id_malformed``.
    """
    if not _CHOSEN_ID.fullmatch(text):
        raise Invalid("eight digits", code="client_id_malformed", field="id")
    return text


def written_code(text: str) -> str:
    """A referral code as a person may have typed it, in the form that is stored."""
    return text.strip().upper()


def may_refer(owner_of_code: Client | None, referring: tuple[ClientKind, ...]) -> bool:
    """Whether a code refers: its owner exists, is active and of a kind that may refer."""
    return (
        owner_of_code is not None
        and owner_of_code.status is ClientStatus.ACTIVE
        and owner_of_code.kind in referring
    )


def owner(assignment: OwnerAssignment, referrer: Client | None) -> str | None:
    """Which member of staff owns a new client, by the broker's rule."""
    match assignment.rule:
        case OwnerRule.NOBODY:
            return None
        case OwnerRule.FIXED:
            return assignment.staff_id
        case OwnerRule.REFERRERS:
            return referrer.owner_id if referrer else assignment.staff_id


def group(groups: tuple[ClientGroup, ...], default_id: str, group_id: str) -> ClientGroup:
    """The group called ``group_id``, or else the default one.

    A group that no longer exists counts as the default one; without any group, a client has
    everything.
    """
    by_id = {one.id: one for one in reversed(groups)}
    found = by_id.get(group_id) or by_id.get(default_id)
    return found or ClientGroup(STANDARD, {"en": STANDARD})


def participants(client: Client, wanted: Assignment) -> tuple[str, ...]:
    """Who follows ``client`` afterwards, each once and never the owner beside themself.

    Raises:
        Invalid: ``participants_too_many`` with the ``limit``.
    """
    given = client.participant_ids if wanted.participant_ids is None else wanted.participant_ids
    found = tuple(sorted({*given, *wanted.added_participant_ids}))
    if len(found) > MAX_PARTICIPANTS:
        raise Invalid(
            "too many participants",
            code="participants_too_many",
            field="participant_ids",
            limit=MAX_PARTICIPANTS,
        )
    return found


def hearers(news: DownlineNews, uplines: int, first: int) -> tuple[int, ...]:
    """Which levels above a newcomer hear of them, from ``first`` on; there are ``uplines``."""
    reach = {
        NewsReach.NOBODY: 0,
        NewsReach.DIRECT: 1,
        NewsReach.LEVELS: news.levels,
        NewsReach.EVERYBODY: uplines,
    }[news.reach]
    return tuple(range(first, min(reach, uplines) + 1))

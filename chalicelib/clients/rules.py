"""What a registration must satisfy, who refers and who owns, and by which words a client is found.

Pure: no store, no clock, no settings; whoever calls brings what they read.
"""

import re
from dataclasses import replace
from datetime import datetime

from chalicelib.clients.model import (
    Agreement,
    Client,
    ClientFilter,
    ClientKind,
    ClientStatus,
    OwnerAssignment,
    OwnerRule,
)
from chalicelib.clients.model.blacklist import BlacklistKey
from chalicelib.clients.model.changes import MAX_PARTICIPANTS, Assignment, Tagging
from chalicelib.clients.model.groups import STANDARD, ClientGroup
from chalicelib.clients.model.tags import MAX_CUSTOM_TAGS, SystemTag
from chalicelib.core.consent import Acceptance, Consent
from chalicelib.core.errors import Invalid
from chalicelib.core.forms import Answers, Form
from chalicelib.core.veil import SensitiveField

# Without letters and digits that are taken for each other when a code is read out.
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 8
CODE_DIGITS = 12
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
IDENTITY_KEYS = frozenset({"identity_number", "id_number", "passport_number"})


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


def nationality(code: str) -> str:
    """An ISO 3166-1 alpha-2 code as it is stored.

    Raises:
        Invalid: ``nationality_unknown``.
    """
    import phonenumbers  # noqa: PLC0415 - see above

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


def identities(form: Form, answers: Answers) -> tuple[str, ...]:
    """The numbers of identity papers among ``answers``, by the keys that stand for them."""
    found = (answers.get(one.key) for one in form.fields if one.key in IDENTITY_KEYS)
    return tuple(text for text in found if isinstance(text, str))


def identity_value(number: str) -> str:
    """The number of an identity paper as it is compared: capitals and digits alone."""
    return re.sub(r"[^0-9A-Z]", "", number.upper())


def blacklist_value(key: BlacklistKey, typed: str) -> str:
    """What an entry of the blacklist is looked up by; phone numbers are written with their ``+``.

    Raises:
        Invalid: ``phone_invalid``, ``nationality_unknown`` or ``blacklist_value_invalid``.
    """
    text = typed.strip()
    match key:
        case BlacklistKey.PHONE:
            return _international(text)
        case BlacklistKey.NATIONALITY:
            return nationality(text.upper())
        case BlacklistKey.IDENTITY:
            text = identity_value(text)
        case BlacklistKey.EMAIL:
            text = text.casefold() if _EMAIL.fullmatch(text) else ""
    if not text:
        raise Invalid(f"not a good {key}", code="blacklist_value_invalid", field="value", key=key)
    return text


def _international(text: str) -> str:
    """A phone number in E.164 that says its country itself."""
    import phonenumbers  # noqa: PLC0415 - see above

    refusal = Invalid("not a phone number", code="phone_invalid", field="value")
    try:
        parsed = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as fault:
        raise refusal from fault
    if not phonenumbers.is_valid_number(parsed):
        raise refusal
    return str(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def owner(assignment: OwnerAssignment, referrer: Client | None) -> str | None:
    """Which member of staff owns a new client, by the broker's rule."""
    match assignment.rule:
        case OwnerRule.NOBODY:
            return None
        case OwnerRule.FIXED:
            return assignment.staff_id
        case OwnerRule.REFERRERS:
            return referrer.owner_id if referrer else assignment.staff_id


def searchable_by(client: Client) -> dict[SensitiveField | str, tuple[str, ...]]:
    """The texts by which ``client`` is found, by what they are."""
    import phonenumbers  # noqa: PLC0415 - see above

    parsed = phonenumbers.parse(client.phone, None)
    return {
        "name": (client.name,),
        "id": (client.id, client.referral_code),
        SensitiveField.EMAIL: (client.email,),
        SensitiveField.PHONE: (client.phone, str(parsed.national_number)),
    }


def searchable(client: Client) -> tuple[str, ...]:
    """All texts by which ``client`` is found; the phone number with and without its country."""
    return tuple(text for texts in searchable_by(client).values() for text in texts)


def group_of(groups: tuple[ClientGroup, ...], default_id: str, client: Client) -> ClientGroup:
    """The group ``client`` is in: their own, or else the default one.

    A group that no longer exists counts as the default one; without any group, a client has
    everything.
    """
    by_id = {one.id: one for one in reversed(groups)}
    found = by_id.get(client.group_id) or by_id.get(default_id)
    return found or ClientGroup(STANDARD, {"en": STANDARD})


def matches(client: Client, wanted: ClientFilter) -> bool:
    """Whether a list cut by ``wanted`` shows this client."""
    return all(
        (
            wanted.kind in (None, client.kind),
            wanted.status in (None, client.status),
            wanted.group_id in (None, client.group_id),
            wanted.owner_ids is None or (client.owner_id or "") in wanted.owner_ids,
            wanted.referrer_id in (None, client.referrer_id),
            wanted.tag is None or wanted.tag.casefold() in tags_of(client),
            wanted.since is None or client.registered_at >= wanted.since,
            wanted.until is None or client.registered_at < wanted.until,
        )
    )


def tags_of(client: Client) -> frozenset[str]:
    """All tags of ``client`` as they are compared."""
    every = (*client.tags, *client.private_tags, *client.system_tags)
    return frozenset(one.casefold() for one in every)


def tagged(client: Client, wanted: Tagging, offered: tuple[str, ...]) -> Client:
    """``client`` with the tags that are wanted; public ones in the broker's spelling.

    Raises:
        Invalid: ``tag_unknown`` (not in the broker's list and not had before), ``tag_twice``,
            ``tags_too_many`` with the ``limit``.
    """
    known = {one.casefold(): one for one in (*client.tags, *offered)}
    given = client.tags if wanted.public is None else wanted.public
    removed = {one.casefold() for one in wanted.removed}
    public: dict[str, str] = {}
    for name in (*given, *wanted.added):
        if name.casefold() not in known:
            raise Invalid("no such tag", code="tag_unknown", field="tags", tag=name)
        public[name.casefold()] = known[name.casefold()]
    kept = tuple(name for folded, name in public.items() if folded not in removed)
    private = client.private_tags if wanted.private is None else wanted.private
    _check_names(kept, private)
    return replace(client, tags=kept, private_tags=private)


def _check_names(public: tuple[str, ...], private: tuple[str, ...]) -> None:
    names = [one.casefold() for one in (*public, *private, *SystemTag)]
    if len(set(names)) < len(names):
        raise Invalid("this client has the tag already", code="tag_twice", field="tags")
    if len(public) + len(private) > MAX_CUSTOM_TAGS:
        raise Invalid(
            "too many tags on one client",
            code="tags_too_many",
            field="tags",
            limit=MAX_CUSTOM_TAGS,
        )


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

"""The words of events, as staff change them: looked at, tried out, kept in editions, taken back."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from chalicelib import ports
from chalicelib.core.actor import Actor, Realm
from chalicelib.core.errors import NotFound
from chalicelib.core.nouns import dataclass
from chalicelib.core.paging import Page, PageRequest
from chalicelib.messages.notifications import TestMailRequested
from chalicelib.notifications import store
from chalicelib.notifications.catalogue import EVENTS, MAILED, Event, group_of
from chalicelib.notifications.model import (
    LANGUAGES,
    ChannelFixed,
    Channels,
    Mail,
    Notice,
    Text,
    TextChanged,
    Words,
)
from chalicelib.notifications.service.mailing import brand_of
from chalicelib.storage import audit, limits
from chalicelib.storage.unit import Unit

if TYPE_CHECKING:
    from chalicelib.notifications.wording import Variable

TESTS_PER_HOUR = 20


@dataclass(frozen=True)
class EventLine:
    """One event as the list shows it: how it is told, and in which languages staff wrote it."""

    code: str
    group: str
    told: Event
    channels: Channels
    edited: tuple[str, ...]


@dataclass(frozen=True)
class Version:
    """The words of one language: those in force, those of the release, and who wrote them."""

    text: Text
    packaged: Words

    @property
    def words(self) -> Words:
        """What is sent."""
        return self.text.words or self.packaged


@dataclass(frozen=True)
class EventSheet:
    """One event with its words in every language and what they may show."""

    line: EventLine
    versions: tuple[Version, ...]
    variables: "tuple[Variable, ...]"


def events() -> list[EventLine]:
    """Every event that is told, in the order of the catalogue."""
    channels, edited = store.channels(EVENTS), _edited(MAILED)
    return [
        EventLine(code, group_of(code), told, channels[code], edited.get(code, ()))
        for code, told in EVENTS.items()
    ]


def sheet(event: str) -> EventSheet:
    """One event in full.

    Raises:
        NotFound: there is none.
    """
    from chalicelib.notifications.rendering import packaged  # noqa: PLC0415 - as in `mailing`
    from chalicelib.notifications.wording import variables  # noqa: PLC0415 - as in `mailing`

    told = _known(event)
    found = {one.language: one for one in store.texts([event], LANGUAGES)}
    line = EventLine(
        event,
        group_of(event),
        told,
        store.channels([event])[event],
        tuple(one for one in LANGUAGES if one in found and found[one].words),
    )
    if not told.email:
        return EventSheet(line, (), ())
    versions = tuple(
        Version(found.get(one) or Text(event, one), packaged(event, one)) for one in LANGUAGES
    )
    brand = brand_of(to_staff=line.group == "staff")
    return EventSheet(line, versions, variables(event, "en", brand))


def write(actor: Actor, event: str, language: str, words: Words | None, edition: int) -> Version:
    """Change the words of an event in a language; None takes those of the release again.

    ``edition`` is that which the writer has seen.

    Raises:
        NotFound: there are no such words. TemplateRefused: with field and line.
        TextChanged: ``text_changed``: somebody else was quicker.
    """
    from chalicelib.notifications.rendering import packaged  # noqa: PLC0415 - as in `mailing`
    from chalicelib.notifications.wording import check  # noqa: PLC0415 - as in `mailing`

    _mailed(event, language)
    if words is not None:
        check(event, language, words, brand_of(to_staff=group_of(event) == "staff"))
    shipped = packaged(event, language)

    def work(unit: Unit) -> Version:
        before = store.text(event, language)
        if before.edition != edition:
            raise TextChanged("somebody has changed these words", edition=before.edition)
        after = replace(
            before,
            words=None if words == shipped else words,
            edition=edition + 1,
            edited_by=unit.actor.id,
            edited_by_name=unit.actor.name,
            edited_at=unit.now,
        )
        stored = store.put_text(unit, before, after)
        audit.record(
            unit,
            "template_changed",
            "message_template",
            f"{event}.{language}",
            before=_said(before.words),
            after=_said(after.words),
        )
        return Version(stored, shipped)

    return ports.transact(actor, work)


def _said(words: Words | None) -> dict[str, object]:
    if words is None:
        return {"words": "packaged"}
    return {"subject": words.subject, "heading": words.heading, "body": list(words.body)}


def editions(event: str, language: str, request: PageRequest) -> Page[Text]:
    """All that staff have made of the words, newest first.

    Raises:
        NotFound: there are no such words.
    """
    _mailed(event, language)
    return store.editions(event, language, request)


def switch(
    actor: Actor, event: str, *, email: bool | None = None, popup: bool | None = None
) -> EventSheet:
    """Switch the ways by which an event is told; None leaves one as it is.

    Raises:
        NotFound: there is no such event. ChannelFixed: ``channel_fixed``.
    """
    told = _known(event)
    if email is False and (told.mandatory or not told.email):
        raise ChannelFixed("this mail always goes", field="email")
    if popup is False and (told.mandatory or not told.popup):
        raise ChannelFixed("this notice always goes", field="popup")

    def work(unit: Unit) -> None:
        before = store.channels([event])[event]
        after = replace(
            before,
            email=before.email if email is None else email,
            popup=before.popup if popup is None else popup,
        )
        if after == before:
            return
        store.put_channels(unit, before, after)
        audit.record(
            unit,
            "event_switched",
            "message_template",
            event,
            before={"email": before.email, "popup": before.popup},
            after={"email": after.email, "popup": after.popup},
        )

    ports.transact(actor, work)
    return sheet(event)


def preview(event: str, language: str, words: Words | None) -> Mail:
    """The mail as it would be, filled with examples.

    Raises:
        NotFound: there are no such words. TemplateRefused: with field and line.
    """
    from chalicelib.notifications.rendering import render  # noqa: PLC0415 - as in `mailing`
    from chalicelib.notifications.wording import check, sample  # noqa: PLC0415 - as in `mailing`

    _mailed(event, language)
    letter = sample(event, language)
    brand = brand_of(to_staff=letter.to_staff)
    shown = words or store.text(event, language).words
    if shown is not None:
        check(event, language, shown, brand)
    return render(letter, brand, shown)


def ask_for_test(actor: Actor, event: str, language: str, words: Words | None) -> None:
    """Send the mail, filled with examples, to the member of staff who asks; to nobody else.

    Raises:
        NotFound: there are no such words. TemplateRefused. Limited: twenty in an hour.
    """
    from chalicelib.notifications.rendering import packaged  # noqa: PLC0415 - as in `mailing`
    from chalicelib.notifications.wording import check  # noqa: PLC0415 - as in `mailing`

    _mailed(event, language)
    shown = words or store.text(event, language).words or packaged(event, language)
    check(event, language, shown, brand_of(to_staff=group_of(event) == "staff"))
    limits.take(
        "test-mail", actor.id, ports.now(), allowance=TESTS_PER_HOUR, window=timedelta(hours=1)
    )
    message = TestMailRequested(
        staff_id=actor.id,
        event=event,
        language=language,
        subject=shown.subject,
        heading=shown.heading,
        body=shown.body,
    )

    def work(unit: Unit) -> None:
        unit.publish(message)
        audit.record(unit, "test_mail_sent", "message_template", f"{event}.{language}")

    ports.transact(actor, work)


def notice_of_test(message: TestMailRequested) -> Notice:
    """What is told because of a wanted test."""
    return Notice(
        event=message.event,
        realm=Realm.STAFF,
        subject_id=message.staff_id,
        email=True,
        popup=False,
        language=message.language,
        words=Words(message.subject, message.heading, message.body),
    )


def _edited(codes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """The languages that staff have written of each event."""
    found: dict[str, tuple[str, ...]] = {}
    for text in store.texts(codes, LANGUAGES):
        if text.words is not None:
            found[text.event] = (*found.get(text.event, ()), text.language)
    return found


def _known(event: str) -> Event:
    told = EVENTS.get(event)
    if told is None:
        raise NotFound("no such event", what="event")
    return told


def _mailed(event: str, language: str) -> None:
    if not _known(event).email or language not in LANGUAGES:
        raise NotFound("no such words", what="text")

"""What editors of message templates send and get."""

from typing import Annotated, Self

from pydantic import Field

from chalicelib.edge.schemas import Body, Instant, LanguageCode, View
from chalicelib.notifications.model import Words
from chalicelib.notifications.service.templates import EventLine, EventSheet, Version

_Line = Annotated[str, Field(min_length=1, max_length=200)]
_Paragraph = Annotated[str, Field(min_length=1, max_length=2000)]


class WordsForm(Body):
    """A subject, a heading, a text per paragraph; each may show variables."""

    subject: _Line
    heading: _Line
    body: Annotated[tuple[_Paragraph, ...], Field(min_length=1, max_length=12, strict=False)]

    @property
    def words(self) -> Words:
        """The noun."""
        return Words(self.subject, self.heading, self.body)


class TextForm(Body):
    """New words, or null for those of the release; ``edition`` is the one that was read."""

    words: WordsForm | None
    edition: Annotated[int, Field(ge=0)]


class TryForm(Body):
    """Words to be looked at in a language; null for those in force."""

    language: LanguageCode
    words: WordsForm | None = None

    @property
    def chosen(self) -> Words | None:
        """The words, if any were sent."""
        return self.words.words if self.words else None


class ChannelsForm(Body):
    """By which ways an event is to be told; what is left out stays."""

    email: bool | None = None
    popup: bool | None = None


class WordsView(View):
    """Words in one language."""

    subject: str
    heading: str
    body: list[str]


class EventView(View):
    """An event as the list shows it. ``mailed`` and ``belled``: by which ways it can be told at
    all; ``email`` and ``popup``: by which it is; ``edited``: languages in which staff wrote it."""

    code: str
    group: str
    mailed: bool
    belled: bool
    mandatory: bool
    email: bool
    popup: bool
    edited: list[str]

    @classmethod
    def of(cls, noun: EventLine) -> Self:
        """See `View.of`."""
        told, channels = noun.told, noun.channels
        return cls(
            code=noun.code,
            group=noun.group,
            mailed=told.email,
            belled=told.popup,
            mandatory=told.mandatory,
            email=told.email and (channels.email or told.mandatory),
            popup=told.popup and (channels.popup or told.mandatory),
            edited=list(noun.edited),
        )


class VariableView(View):
    """Something that words may show."""

    name: str
    example: str


class TextView(View):
    """The words of one language: those in force and those of the release."""

    language: str
    words: WordsView
    packaged: WordsView
    is_packaged: bool
    edition: int
    edited_by: str
    edited_by_name: str
    edited_at: Instant | None

    @classmethod
    def of(cls, noun: Version) -> Self:
        """See `View.of`."""
        text = noun.text
        return cls(
            language=text.language,
            words=WordsView.of(noun.words),
            packaged=WordsView.of(noun.packaged),
            is_packaged=text.words is None,
            edition=text.edition,
            edited_by=text.edited_by,
            edited_by_name=text.edited_by_name,
            edited_at=text.edited_at,
        )


class EventSheetView(View):
    """One event with its words in every language."""

    event: EventView
    texts: list[TextView]
    variables: list[VariableView]

    @classmethod
    def of(cls, noun: EventSheet) -> Self:
        """See `View.of`."""
        return cls(
            event=EventView.of(noun.line),
            texts=[TextView.of(one) for one in noun.versions],
            variables=[VariableView.of(one) for one in noun.variables],
        )


class EditionView(View):
    """What the words once were; ``words`` null: those of the release."""

    edition: int
    words: WordsView | None
    edited_by: str
    edited_by_name: str
    edited_at: Instant


class MailPreviewView(View):
    """A mail as it would be."""

    subject: str
    text: str
    html: str

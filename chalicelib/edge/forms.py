"""Designed forms as every face shows them, and answers as every face takes them."""

from typing import Annotated

from pydantic import Field, StrictBool, StrictStr

from chalicelib.core.forms import Answers, FieldCheck, FieldType
from chalicelib.edge.schemas import View

AnswerIn = (
    Annotated[StrictStr, Field(max_length=2000)]
    | StrictBool
    | Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=100)]
)
AnswersIn = Annotated[
    dict[Annotated[str, Field(max_length=40)], AnswerIn],
    Field(max_length=60, examples=[{"experience": "two_years", "newsletter": True}]),
]
"""Answers by the key of their field, as they were given: not checked against the form yet."""


def answers_of(given: dict[str, str | bool | list[str]]) -> Answers:
    """The same as the kit of forms takes them."""
    return {key: tuple(one) if isinstance(one, list) else one for key, one in given.items()}


AnswersOut = dict[str, str | bool | list[str]]
"""Answers by the key of their field."""


class ChoiceView(View):
    """One answer that is offered; ``label`` by language."""

    key: str
    label: dict[str, str]


class FormFieldView(View):
    """One field of a designed form; texts by language.

    ``earliest`` and ``latest`` are days, or counted from the day of the answer
    (``today-18y``). Numbers are exact texts.
    """

    key: str
    label: dict[str, str]
    type: FieldType
    required: bool
    check: FieldCheck
    help: dict[str, str]
    placeholder: dict[str, str]
    group: str
    choices: list[ChoiceView]
    min_length: int | None
    max_length: int | None
    minimum: str | None
    maximum: str | None
    decimals: int
    earliest: str | None
    latest: str | None
    sensitive: bool


class FieldGroupView(View):
    """Fields that stand together under a title."""

    key: str
    title: dict[str, str]
    help: dict[str, str]


class FormView(View):
    """A designed form: its fields in order, each in one of its groups or in none."""

    fields: list[FormFieldView]
    groups: list[FieldGroupView]

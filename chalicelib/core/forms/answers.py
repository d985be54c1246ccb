"""Answers to a designed form: checked field by field, each fault named; masked; their files."""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date
from typing import Any

from chalicelib.core.errors import Invalid
from chalicelib.core.forms import checks
from chalicelib.core.forms.design import FieldType, Form, FormField
from chalicelib.core.nouns import dataclass

Answer = str | bool | tuple[str, ...]
Answers = dict[str, Answer]
_SHOWN = 4


class AnswersInvalid(Invalid):
    """Some answers are not as the form wants them; ``errors`` lists every fault."""

    code = "answers_invalid"


@dataclass(frozen=True)
class Problem:
    """What is wrong with the answer to the field ``key``; ``facts`` hold the limit it missed."""

    key: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Checked:
    """Answers in their normal form, without empty ones, and all that is wrong with them."""

    answers: Answers
    problems: tuple[Problem, ...] = ()


def check(form: Form, given: Mapping[str, Any], today: date) -> Checked:
    """``given`` compared with ``form``: every fault, in the form's order; unknown keys last.

    Codes: ``missing``, ``unknown``, and those of `checks`. A limit that counts from today is told
    as the day that it is ``today``.
    """
    answers: Answers = {}
    problems: list[Problem] = []
    for one in form.fields:
        found = problem_of(one, given.get(one.key), today)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            answers[one.key] = found
    known = {one.key for one in form.fields}
    problems += [Problem(key, "unknown") for key in given if key not in known]
    return Checked(answers, tuple(problems))


def problem_of(declared: FormField, given: Any, today: date) -> Answer | Problem | None:
    """The normal form of one answer, what is wrong with it, or None when there is none."""
    value = given.strip() if isinstance(given, str) else given
    if value is None or value in ("", [], ()):
        return Problem(declared.key, "missing") if declared.required else None
    try:
        return checks.normal(declared, value, today)
    except checks.Refused as refused:
        return Problem(declared.key, refused.code, refused.facts)


def accepted(form: Form, given: Mapping[str, Any], today: date, at: str = "answers") -> Answers:
    """The answers in their normal form, if nothing is wrong with any.

    ``at`` is the name of the answers in what was sent, for the field named in the error.

    Raises:
        AnswersInvalid: with all faults in ``errors``, the first as ``field``.
    """
    checked = check(form, given, today)
    if checked.problems:
        first = checked.problems[0]
        raise AnswersInvalid(
            f"{first.key}: {first.code}",
            field=f"{at}.{first.key}",
            errors=[
                {"field": f"{at}.{one.key}", "problem": one.code, "facts": one.facts}
                for one in checked.problems
            ],
        )
    return checked.answers


def files(form: Form, answers: Answers) -> Iterator[tuple[str, str]]:
    """The key and the file id of each file among ``answers``: the caller checks whose they are."""
    for one in form.fields:
        answer = answers.get(one.key)
        if one.type is FieldType.FILE and isinstance(answer, str):
            yield one.key, answer


def masked(form: Form, answers: Answers) -> Answers:
    """``answers`` with the sensitive ones hidden: of texts the last four signs are left."""
    sensitive = {one.key for one in form.fields if one.sensitive}
    return {key: _masked(one) if key in sensitive else one for key, one in answers.items()}


def _masked(answer: Answer) -> Answer:
    return hidden(answer) if isinstance(answer, str) else "••••"


def hidden(text: str) -> str:
    """``text`` with all but its last signs as bullets; short texts are hidden whole."""
    shown = text[-_SHOWN:] if len(text) > 2 * _SHOWN else ""
    return "•" * (len(text) - len(shown)) + shown

"""Words that staff write: what may stand in them, and what is wrong with those that cannot be used.

A text may show variables of its event, choose by ``if``, and use a few filters. Nothing that loops,
calls, looks into objects or computes: a mail must be made quickly whatever anyone has written.
"""

from collections.abc import Container, Iterator

from jinja2 import TemplateError, TemplateSyntaxError, nodes

from chalicelib.core.nouns import dataclass
from chalicelib.notifications.catalogue import group_of
from chalicelib.notifications.model import TemplateRefused, Words
from chalicelib.notifications.rendering import ENVIRONMENT, Brand, Letter, known_of, one_line
from chalicelib.notifications.variables import (
    EXAMPLE_MINUTES,
    EXAMPLE_NAME,
    EXAMPLES,
    facts_of,
    secrets_of,
)

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Filter,
)
_FILTERS = frozenset({"upper", "lower", "title", "capitalize", "trim", "default"})


@dataclass(frozen=True)
class Variable:
    """Something that a text may show, with what it might be."""

    name: str
    example: str


def variables(event: str, language: str, brand: Brand) -> tuple[Variable, ...]:
    """What the texts of ``event`` may show."""
    known = known_of(sample(event, language), brand)
    return tuple(Variable(name, str(value)) for name, value in known.items())


def sample(event: str, language: str) -> Letter:
    """A letter about ``event`` with examples for everything."""
    names = facts_of(event)
    return Letter(
        event=event,
        language=language,
        name=EXAMPLE_NAME,
        facts={name: EXAMPLES[name] for name in (*names, "currency") if name in EXAMPLES},
        secrets=secrets_of(event),
        minutes=EXAMPLE_MINUTES if "minutes" in names else 0,
        to_staff=group_of(event) == "staff",
    )


def check(event: str, language: str, words: Words, brand: Brand) -> None:
    """Make sure that ``words`` always make a mail.

    Raises:
        TemplateRefused: with ``field``, ``line`` and what is wrong there.
    """
    known = known_of(sample(event, language), brand)
    for field, text in _fields(words):
        tree = _parsed(field, text)
        for node in _every(tree):
            _check_node(field, node, known.keys())
        shown = _filled(field, text, known)
        if field == "subject" and not one_line(shown):
            raise TemplateRefused("it says nothing", code="template_fails", field=field, line=1)


def _fields(words: Words) -> Iterator[tuple[str, str]]:
    yield "subject", words.subject
    yield "heading", words.heading
    for number, text in enumerate(words.body):
        yield f"body.{number}", text


def _parsed(field: str, text: str) -> nodes.Template:
    try:
        return ENVIRONMENT.parse(text)
    except TemplateSyntaxError as fault:
        raise TemplateRefused(
            "this is not written right",
            code="template_syntax",
            field=field,
            line=fault.lineno,
            problem=fault.message or "",
        ) from fault


def _every(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _every(child)


def _check_node(field: str, node: nodes.Node, known: Container[str]) -> None:
    line = node.lineno or 1
    if isinstance(node, nodes.Name) and node.name not in known:
        raise TemplateRefused(
            "there is no such variable",
            code="template_unknown_variable",
            field=field,
            line=line,
            name=node.name,
        )
    named = node.name if isinstance(node, nodes.Filter) else ""
    if not isinstance(node, _ALLOWED) or (named and named not in _FILTERS):
        raise TemplateRefused(
            "this may not stand in a text",
            code="template_not_allowed",
            field=field,
            line=line,
            name=named or type(node).__name__.lower(),
        )


def _filled(field: str, text: str, known: dict[str, str | int]) -> str:
    try:
        return ENVIRONMENT.from_string(text).render(known)
    except (TemplateError, TypeError, ValueError) as fault:
        raise TemplateRefused(
            "it cannot be filled in",
            code="template_fails",
            field=field,
            line=1,
            problem=str(fault)[:200],
        ) from fault

"""What staff may write into a template, and that what they may write always makes a mail."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.notifications.catalogue import MAILED
from chalicelib.notifications.model import LANGUAGES, TemplateRefused, Words
from chalicelib.notifications.rendering import Brand, Letter, packaged, render
from chalicelib.notifications.wording import check, sample, variables

BRAND = Brand("Meridian Markets", "#0f766e", "help@meridian.example", "https://my.meridian.example")
FINE = Words("Subject", "Heading", ("One.", "Two."))


def refusal(event: str = "deposit_approved", **changes: object) -> TemplateRefused:
    with pytest.raises(TemplateRefused) as caught:
        check(event, "en", replace(FINE, **changes), BRAND)  # type: ignore[arg-type]
    return caught.value


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", MAILED)
def test_the_words_of_the_release_pass_their_own_check(event: str, language: str):
    check(event, language, packaged(event, language), BRAND)


@pytest.mark.parametrize("event", MAILED)
def test_every_variable_has_an_example_and_can_be_shown(event: str):
    found = variables(event, "en", BRAND)
    assert {"brand", "name"} <= {one.name for one in found}
    assert all(one.example for one in found)
    body = tuple(f"{{{{ {one.name} }}}}" for one in found)
    check(event, "en", replace(FINE, body=body), BRAND)
    mail = render(sample(event, "en"), BRAND, replace(FINE, body=body))
    assert all(one.example in mail.text for one in found)


def test_a_fact_that_is_missing_is_empty_and_the_mail_goes_all_the_same():
    words = replace(FINE, body=("By {{ method }}.", "{% if method %}Way: {{ method }}{% endif %}"))
    mail = render(Letter("deposit_approved", "en", "Lin"), BRAND, words)
    assert "By ." in mail.text
    assert "Way" not in mail.text


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("one\n{{ name", "template_syntax", 2),
        ("{% if name %}never closed", "template_syntax", 1),
        ("{{ name }}\n\n{{ nmae }}", "template_unknown_variable", 3),
        ("{% for one in name %}x{% endfor %}", "template_not_allowed", 1),
        ("{{ name.__class__ }}", "template_not_allowed", 1),
        ("{{ name[0] }}", "template_not_allowed", 1),
        ("{{ 'a' * 1000000000 }}", "template_not_allowed", 1),
        ("{{ name() }}", "template_not_allowed", 1),
        ("{% set x = 1 %}", "template_not_allowed", 1),
        ("{% include 'mail.html.j2' %}", "template_not_allowed", 1),
        ("{{ name | center(1000000000) }}", "template_not_allowed", 1),
        ("{% if minutes > 'x' %}{% endif %}", "template_unknown_variable", 1),
        ("{% if name > 1 %}x{% endif %}", "template_fails", 1),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(text: str, code: str, line: int):
    found = refusal(body=("fine", text))
    assert (found.code, found.field, found.facts["line"]) == (code, "body.1", line)


def test_an_unknown_variable_is_named():
    found = refusal(subject="Dear {{ nmae }}")
    assert (found.field, found.facts["name"]) == ("subject", "nmae")


def test_a_subject_that_says_nothing_is_refused():
    assert refusal(subject="{% if name == '' %}x{% endif %}").field == "subject"


def test_a_subject_never_becomes_a_second_header():
    words = replace(FINE, subject="Hello\r\nBcc: everyone@example.com {{ name }}")
    assert "\n" not in render(sample("deposit_approved", "en"), BRAND, words).subject


def test_what_is_written_is_never_markup():
    words = replace(FINE, body=("<img src=x onerror=alert(1)>",))
    mail = render(sample("deposit_approved", "en"), BRAND, words)
    assert "<img" not in mail.html
    assert "&lt;img src=x" in mail.html


PIECES = st.sampled_from(
    ["{{ name }}", "{{ amount|upper }}", "{% if method %}", "{% else %}", "{% endif %}", "{{", "}}",
     "{%", "%}", "text ", "\n", "{{ 1 }}", "{{ name.x }}", "{#", "#}", "'", "{{ x }}"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_words_that_pass_always_make_a_mail(text: str):
    words = replace(FINE, body=(text or "x",))
    try:
        check("deposit_approved", "en", words, BRAND)
    except TemplateRefused:
        return
    render(sample("deposit_approved", "en"), BRAND, words)
    render(Letter("deposit_approved", "en"), BRAND, words)

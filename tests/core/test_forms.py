"""Designed forms: which designs make sense, and what is said of each answer."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from chalicelib.core import forms
from chalicelib.core.forms import (
    AnswersInvalid,
    Choice,
    FieldCheck,
    FieldGroup,
    FieldType,
    Form,
    FormField,
    NewcomersForm,
    TextFields,
)
from chalicelib.core.forms.bank import iban_problem
from chalicelib.core.forms.coins import bitcoin_problem

TODAY = date(2026, 11, 29)
LABEL = {"en": "Label"}
OFFERED = (Choice("red", LABEL), Choice("blue", LABEL), Choice("green", LABEL))


def field(kind: FieldType = FieldType.TEXT, **more: Any) -> FormField:
    return FormField("answer", LABEL, kind, **more)


def problem(declared: FormField, answer: Any) -> tuple[str, dict[str, Any]] | None:
    found = forms.check(Form((declared,)), {"answer": answer}, TODAY)
    assert all(one.key == "answer" for one in found.problems)
    return (found.problems[0].code, found.problems[0].facts) if found.problems else None


def kept(declared: FormField, answer: Any) -> Any:
    return forms.accepted(Form((declared,)), {"answer": answer}, TODAY)["answer"]


@pytest.mark.parametrize(
    ("declared", "answer", "code", "facts"),
    [
        (field(), "", "missing", {}),
        (field(), "   ", "missing", {}),
        (field(), None, "missing", {}),
        (field(FieldType.CHOICES, choices=OFFERED), [], "missing", {}),
        (field(), 5, "malformed", {}),
        (field(), True, "malformed", {}),
        (field(), "x" * 201, "too_long", {"limit": 200}),
        (field(max_length=5), "abcdef", "too_long", {"limit": 5}),
        (field(min_length=3), "ab", "too_short", {"limit": 3}),
        (field(FieldType.LONG_TEXT), "x" * 2001, "too_long", {"limit": 2000}),
        (field(check=FieldCheck.LETTERS), "Anna2", "pattern", {"check": "letters"}),
        (field(check=FieldCheck.LETTERS), "-Anna", "pattern", {"check": "letters"}),
        (field(check=FieldCheck.LATIN), "Łukasz 李", "pattern", {"check": "latin"}),
        (field(check=FieldCheck.DIGITS), "12 34", "pattern", {"check": "digits"}),
        (field(check=FieldCheck.DIGITS), "١٢", "pattern", {"check": "digits"}),
        (field(check=FieldCheck.LETTERS_DIGITS), "AB-12", "pattern", {"check": "letters_digits"}),
        (field(check=FieldCheck.EMAIL), "lin@example", "pattern", {"check": "email"}),
        (
            field(check=FieldCheck.WEB_ADDRESS),
            "javascript:x",
            "pattern",
            {"check": "web_address"},
        ),
        (
            field(check=FieldCheck.WEB_ADDRESS),
            "ftp://example.com",
            "pattern",
            {"check": "web_address"},
        ),
        (field(check=FieldCheck.IBAN), "GB33BUKB20201555555556", "iban_checksum", {}),
        (field(check=FieldCheck.BIC), "BUKB", "bic_malformed", {}),
        (field(FieldType.NUMBER), "1,5", "not_number", {}),
        (field(FieldType.NUMBER), "1e5", "not_number", {}),
        (field(FieldType.NUMBER), "٣", "not_number", {}),
        (field(FieldType.NUMBER), "1.5", "too_precise", {"decimals": 0}),
        (field(FieldType.NUMBER, decimals=2), "1.555", "too_precise", {"decimals": 2}),
        (field(FieldType.NUMBER, minimum="1"), "0", "too_small", {"limit": "1"}),
        (field(FieldType.NUMBER, maximum="9.5", decimals=1), "9.6", "too_large", {"limit": "9.5"}),
        (field(FieldType.DATE), "29/11/2026", "not_date", {}),
        (field(FieldType.DATE), "2026-02-30", "not_date", {}),
        (field(FieldType.DATE), "20261129", "not_date", {}),
        (
            field(FieldType.DATE, latest="today-18y"),
            "2008-11-30",
            "too_late",
            {"limit": "2008-11-29"},
        ),
        (
            field(FieldType.DATE, earliest="today"),
            "2026-11-28",
            "too_early",
            {"limit": "2026-11-29"},
        ),
        (field(FieldType.CHOICE, choices=OFFERED), "pink", "not_offered", {}),
        (field(FieldType.CHOICES, choices=OFFERED), ["red", "pink"], "not_offered", {}),
        (field(FieldType.CHOICES, choices=OFFERED), "red", "malformed", {}),
        (field(FieldType.YES_NO), "yes", "malformed", {}),
        (field(FieldType.COUNTRY), "ZZ", "not_country", {}),
        (field(FieldType.COUNTRY), "gb", "not_country", {}),
        (field(FieldType.FILE), "f" * 201, "too_long", {"limit": 200}),
    ],
)
def test_a_wrong_answer_is_explained(declared: FormField, answer: Any, code: str, facts: dict):
    assert problem(declared, answer) == (code, facts)


@pytest.mark.parametrize(
    ("declared", "answer", "normal"),
    [
        (field(), "  Anna  ", "Anna"),
        (field(check=FieldCheck.LETTERS), "Anne-Marie d'Or", "Anne-Marie d'Or"),
        (field(check=FieldCheck.LETTERS), "张伟", "张伟"),
        (field(check=FieldCheck.LETTERS), "مُحَمَّد علي", "مُحَمَّد علي"),
        (field(check=FieldCheck.LATIN), "Łukasz O'Neil", "Łukasz O'Neil"),
        (field(check=FieldCheck.WEB_ADDRESS), "https://a.example.com/x?y=1", None),
        (field(check=FieldCheck.IBAN), "gb82 west 1234 5698 7654 32", "GB82WEST12345698765432"),
        (field(FieldType.NUMBER, decimals=2), "1.50", "1.5"),
        (field(FieldType.NUMBER), "007", "7"),
        (field(FieldType.NUMBER), "3.00", "3"),
        (field(FieldType.NUMBER, minimum="1", maximum="9"), "9", "9"),
        (field(FieldType.DATE, latest="today-18y"), "2008-11-29", "2008-11-29"),
        (field(FieldType.CHOICES, choices=OFFERED), ["green", "red", "red"], ("red", "green")),
        (field(FieldType.YES_NO), False, False),
        (field(FieldType.COUNTRY), "GB", "GB"),
    ],
)
def test_a_right_answer_is_kept_in_its_normal_form(declared: FormField, answer: Any, normal: Any):
    assert kept(declared, answer) == (answer if normal is None else normal)


@pytest.mark.parametrize("empty", [None, "", "  "])
def test_what_is_optional_may_be_left_out_and_is_then_not_kept(empty: str | None):
    checked = forms.check(Form((field(required=False),)), {"answer": empty}, TODAY)
    assert checked == forms.Checked({})


def test_every_fault_is_named_in_the_order_of_the_form_and_strange_keys_last():
    form = Form((FormField("one", LABEL), FormField("two", LABEL, FieldType.DATE)))
    with pytest.raises(AnswersInvalid) as refused:
        forms.accepted(form, {"three": "x", "two": "soon"}, TODAY, at="form")
    assert refused.value.field == "form.one"
    assert [(one["field"], one["problem"]) for one in refused.value.facts["errors"]] == [
        ("form.one", "missing"),
        ("form.two", "not_date"),
        ("form.three", "unknown"),
    ]


@pytest.mark.parametrize(
    ("limit", "day"),
    [
        ("2020-01-31", date(2020, 1, 31)),
        ("today", date(2024, 2, 29)),
        ("today+1d", date(2024, 3, 1)),
        ("today-18y", date(2006, 2, 28)),
        ("today-4y", date(2020, 2, 29)),
        ("today+10m", date(2024, 12, 29)),
        ("today-2m", date(2023, 12, 29)),
        ("today+12m", date(2025, 2, 28)),
    ],
)
def test_a_limit_may_count_from_the_day_of_the_answer(limit: str, day: date):
    assert forms.day_of(limit, date(2024, 2, 29)) == day


@pytest.mark.parametrize(
    "fault",
    [
        {"fields": [{"key": "a", "label": {}}, {"key": "a", "label": {}}]},
        {"fields": [{"key": "a", "label": {}, "group": "nowhere"}]},
        {"fields": [{"key": "a", "label": {}, "type": "choice"}]},
        {"fields": [{"key": "a", "label": {}, "choices": [{"key": "b", "label": {}}]}]},
        {"fields": [{"key": "a", "label": {}, "type": "date", "check": "iban"}]},
        {"fields": [{"key": "a", "label": {}, "min_length": 5, "max_length": 4}]},
        {"fields": [{"key": "a", "label": {}, "type": "number", "minimum": "9", "maximum": "10"}]}
        | {"groups": [{"key": "g", "title": {}}, {"key": "g", "title": {}}]},
        {"fields": [{"key": "a", "label": {}, "minimum": "10", "maximum": "9"}]},
        {"fields": [{"key": "a", "label": {}, "earliest": "2026-02-30"}]},
        {"fields": [{"key": "a", "label": {}, "earliest": "2026-02-02", "latest": "2026-02-01"}]},
        {"fields": [{"key": "a", "label": {}, "latest": "tomorrow"}]},
        {"fields": [{"key": "Upper", "label": {}}]},
    ],
)
def test_a_design_without_sense_is_refused(fault: dict[str, Any]):
    with pytest.raises(ValidationError):
        TypeAdapter(Form).validate_python(fault)


def test_a_design_comes_back_from_its_json_as_it_was():
    form = Form(
        (
            FormField("born", LABEL, FieldType.DATE, latest="today-18y", group="person"),
            FormField("colour", LABEL, FieldType.CHOICE, choices=OFFERED, required=False),
        ),
        (FieldGroup("person", LABEL),),
    )
    adapter = TypeAdapter(Form)
    assert adapter.validate_json(adapter.dump_json(form)) == form


def test_a_field_keeps_its_type_for_ever_but_may_change_otherwise_or_go():
    before = Form((FormField("a", LABEL), FormField("b", LABEL)))
    forms.keeps_types(before, Form((FormField("a", {"en": "Other"}, required=False),)))
    with pytest.raises(ValueError, match=r"^a:"):
        forms.keeps_types(before, Form((FormField("a", LABEL, FieldType.NUMBER),)))


@pytest.mark.parametrize(
    ("design", "kind"),
    [
        (NewcomersForm, FieldType.FILE),
        (TextFields, FieldType.YES_NO),
    ],
)
def test_where_not_every_type_can_be_asked_for_the_design_says_which_and_refuses_others(
    design: Any, kind: FieldType
):
    adapter = TypeAdapter(design)

    def declared(fields: list[dict[str, Any]]) -> Any:
        return {"fields": fields} if design is NewcomersForm else fields

    adapter.validate_python(declared([{"key": "a", "label": {}}]))
    with pytest.raises(ValidationError, match="cannot be asked for here"):
        adapter.validate_python(declared([{"key": "a", "label": {}, "type": kind.value}]))
    offered = adapter.json_schema()["x-field-types"]
    assert kind not in offered
    assert FieldType.DATE in offered


def test_sensitive_answers_are_masked_and_files_are_found():
    form = Form(
        (
            FormField("passport", LABEL, sensitive=True),
            FormField("pin", LABEL, sensitive=True),
            FormField("resident", LABEL, FieldType.YES_NO, sensitive=True),
            FormField("scan", LABEL, FieldType.FILE, required=False),
        )
    )
    answers = {"passport": "AB1234567", "pin": "1234", "resident": True, "scan": "fil_1"}
    shown = forms.masked(form, answers)
    assert shown == {
        "passport": "•••••4567",
        "pin": "••••",
        "resident": "••••",
        "scan": "fil_1",
    }
    assert list(forms.files(form, answers)) == [("scan", "fil_1")]


@pytest.mark.parametrize(
    "iban",
    [
        "GB82WEST12345698765432",
        "DE89370400440532013000",
        "FR1420041010050500013M02606",
        "NO9386011117947",
        "AE070331234567890123456",
        "SA0380000000608010167519",
    ],
)
def test_true_ibans_are_taken(iban: str):
    assert iban_problem(iban) is None


@pytest.mark.parametrize(
    "address",
    [
        "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
        "1111111111111111111114oLvT2",
        "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
    ],
)
def test_true_addresses_on_bitcoins_chain_are_taken(address: str):
    assert bitcoin_problem(address) is None


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", "bitcoin_checksum"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bitcoin_checksum"),
        ("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh", "bitcoin_checksum"),
        ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", "bitcoin_checksum"),
        ("bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "bitcoin_malformed"),
        ("tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", "bitcoin_malformed"),
        ("mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn", "bitcoin_malformed"),
        ("11BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "bitcoin_malformed"),
        ("0x52908400098527886E0F7030069857D2E4169EE7", "bitcoin_malformed"),
        ("bc1", "bitcoin_malformed"),
        ("1", "bitcoin_malformed"),
        ("3" * 60, "bitcoin_malformed"),
    ],
)
def test_a_typing_error_in_an_address_is_found(address: str, problem: str):
    assert bitcoin_problem(address) == problem


@given(st.text(alphabet="bc1qpzry9x83J" + "0OIl€ ", max_size=95))
def test_whatever_is_given_as_an_address_is_answered(text: str):
    assert bitcoin_problem(text) in {None, "bitcoin_malformed", "bitcoin_checksum"}


_ANSWERS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text() | st.integers())
)


@given(st.dictionaries(st.sampled_from([one.value for one in FieldType]) | st.text(), _ANSWERS))
def test_whatever_is_sent_is_answered_and_what_is_kept_is_kept_again(given_answers: dict):
    fields = tuple(
        FormField(
            kind.value,
            LABEL,
            kind,
            required=False,
            choices=OFFERED if kind in (FieldType.CHOICE, FieldType.CHOICES) else (),
        )
        for kind in FieldType
    )
    form = Form(fields)
    first = forms.check(form, given_answers, TODAY)
    known = {one.key for one in fields}
    assert {one.key for one in first.problems} | set(first.answers) <= known | set(given_answers)
    assert forms.check(form, first.answers, TODAY) == forms.Checked(first.answers)

"""Every mail in every language: complete, escaped, mirrored where the script is."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from chalicelib.notifications import rendering
from chalicelib.notifications.catalogue import EVENTS, MAILED
from chalicelib.notifications.model import LANGUAGES
from chalicelib.notifications.rendering import Brand, Letter, amount, ink_on, render
from chalicelib.notifications.variables import FACTS

BRAND = Brand("Meridian Markets", "#0f766e", "help@meridian.example", "https://my.meridian.example")
FULL = {
    "subject": "Holidays",
    "text": "Markets are closed.",
    "reason": "failed_attempts",
    "amount": "1250.00",
    "payment": "1270.00",
    "fee": "20.00",
    "payout": "1230.00",
    "debit": "1250.00",
    "credit": "1145.10",
    "credit_currency": "EUR",
    "rate": "0.91608",
    "method": "Bank wire",
    "source": "USD wallet",
    "target": "70001",
    "wallet": "USD",
    "label": "My bank",
    "account": "70001",
    "login": "70001",
    "server": "Meridian Live",
    "account_type": "Standard",
    "kind": "live",
    "leverage": 100,
    "currency": "USD",
    "comment": "Correction",
    "reference": "dep_01JD",
}
SECRETS = {
    "registration_code": {"code": "482913"},
    "password_reset_code": {"code": "482913"},
    "email_change_code": {"code": "482913"},
    "email_changed": {"link": "https://portal.example/keep-email#10000001.obj_1.secret"},
    "account_opened": {"main_password": "aB3$efgh", "investor_password": "xY9#klmn"},
}
VOID = {"meta", "br", "img", "hr", "input", "link"}


class Page(HTMLParser):
    """The text of a page, and whether its tags are balanced."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.attributes: dict[str, list[str]] = {}
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.setdefault(f"{tag}.{name}", []).append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def letter(event: str, language: str, **changes: object) -> Letter:
    filled = {"name": "Lin Wei", "facts": FULL, "secrets": SECRETS.get(event, {}), "minutes": 10}
    return Letter(event=event, language=language, **filled | changes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("event", MAILED)
def test_every_mail_is_complete_in_every_language(event: str, language: str):
    mail = render(letter(event, language), BRAND)
    page = Page(mail.html)
    assert mail.subject
    assert mail.subject.isprintable()
    for shown in (page.text, mail.text):
        assert "Lin Wei" in shown
        assert "Meridian Markets" in shown
        assert "help@meridian.example" in shown
        assert "{{" not in shown
        assert "1,250.00 USD" in shown
        assert "1,145.10 EUR" in shown
    link = SECRETS.get(event, {}).get("link")
    for secret in SECRETS.get(event, {}).values():
        assert secret in mail.text
        assert secret in (page.attributes["a.href"] if secret == link else page.text)
    assert page.attributes["html.dir"] == ["rtl" if language == "ar" else "ltr"]
    assert page.attributes["a.href"] == [link or "https://my.meridian.example"]
    assert len(mail.html) < 100_000  # beyond that, mail programs cut the mail


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_the_words_of_every_event_and_fact(language: str):
    words = rendering._words(language)
    english = rendering._words("en")
    assert set(words["events"]) == set(MAILED)
    assert set(FACTS) <= set(words["labels"])
    for part in ("common", "labels", "values"):
        assert set(words[part]) == set(english[part])
    for event, texts in words["events"].items():
        assert set(texts) - {"button"} == {"subject", "heading", "body"}, event
        assert set(texts) == set(english["events"][event]), event
        assert len(texts["body"]) == len(english["events"][event]["body"]), event


@pytest.mark.parametrize(("language", "script"), [("zh", "[一-鿿]"), ("ar", "[؀-ۿ]")])
@pytest.mark.parametrize("event", MAILED)
def test_no_text_was_left_in_english(event: str, language: str, script: str):
    texts = rendering._words(language)["events"][event]
    for text in (texts["subject"], texts["heading"], *texts["body"]):
        is_filled_in = re.fullmatch(r"\{\{ \w+ \}\}", text)
        assert is_filled_in or re.search(script, text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_copied_carries_nothing_invisible(language: str):
    mail = render(letter("account_opened", language), BRAND)
    for copied in ("aB3$efgh", "xY9#klmn"):
        assert f"\n    {copied}\n" in mail.text
    for copied in ("aB3$efgh", "xY9#klmn", "70001", "dep_01JD"):
        assert f'<bdi dir="ltr">{copied}</bdi>' in mail.html


def test_nobody_can_write_html_into_a_mail():
    nasty = '<script>alert("x")</script>'
    facts = {"reason": nasty, "reference": nasty}
    mail = render(letter("deposit_rejected", "en", name=nasty, facts=facts), BRAND)
    assert "<script" not in mail.html
    assert mail.html.count("&lt;script&gt;") == 3
    assert nasty in mail.text


def test_names_are_text_and_never_templates():
    mail = render(letter("deposit_approved", "en", name="{{ brand }}{% raw %}"), BRAND)
    assert "Hello {{ brand }}{% raw %}," in mail.text


def test_a_subject_is_one_line_whatever_the_brand_is_called():
    brand = Brand("Meri\r\nBcc: x@y\u202e", "#0f766e", "", "https://x.example")
    subject = render(letter("registration_approved", "en"), brand).subject
    assert subject == "Welcome to Meri Bcc: x@y"


def test_without_a_name_the_greeting_has_none():
    assert "Hello," in render(letter("registration_code", "en", name=""), BRAND).text


def test_what_is_not_known_is_not_shown():
    mail = render(letter("deposit_approved", "en", facts={}), BRAND)
    assert "<th" not in mail.html
    assert "Amount" not in mail.text
    without_support = Brand("M", "#0f766e", "", "https://x.example")
    assert "Questions?" not in render(letter("deposit_approved", "en"), without_support).text


@pytest.mark.parametrize(
    ("method", "shown"),
    [("bank_wire", "Bank wire"), ("stripe", "Stripe"), ("SEPA transfer", "SEPA transfer")],
)
def test_a_method_is_named_like_a_name(method: str, shown: str):
    mail = render(letter("deposit_approved", "en", facts={"method": method}), BRAND)
    assert f"Method: {shown}\n" in mail.text


def test_staff_are_sent_to_the_back_office_without_the_risk_warning():
    mail = render(letter("member_invited", "en", to_staff=True), BRAND)
    assert "Open the back office" in mail.text
    assert "high risk" not in mail.text


def test_an_unknown_language_is_answered_in_english():
    assert (
        render(letter("deposit_approved", "fr"), BRAND).subject == "Your deposit is in your wallet"
    )


def test_a_text_that_asks_for_something_unknown_is_an_error():
    with pytest.raises(UndefinedError):
        rendering._filled("Hello {{ who }}", {})


@pytest.mark.parametrize("text", ["{{ ''.__class__.__mro__ }}", "{{ known.append(1) }}"])
def test_a_text_cannot_leave_its_sandbox(text: str):
    with pytest.raises((SecurityError, UndefinedError)):
        rendering._filled(text, {"known": []})


@pytest.mark.parametrize(
    ("text", "currency", "shown"),
    [
        ("0.00", "USD", "0.00 USD"),
        ("1250.00", "USD", "1,250.00 USD"),
        ("-1234567.89", "EUR", "-1,234,567.89 EUR"),
        ("1500", "JPY", "1,500 JPY"),
        ("0.00000001", "BTC", "0.00000001 BTC"),
        ("-0.50", "USD", "-0.50 USD"),
    ],
)
def test_amounts_are_grouped_and_otherwise_untouched(text: str, currency: str, shown: str):
    assert amount(text, currency, "en") == shown
    assert amount(text, currency, "zh") == shown
    assert amount(text, currency, "ar") == f"\u2066{shown}\u2069"


@given(minor=st.integers(-(10**17), 10**17), decimals=st.integers(0, 8))
def test_no_digit_of_an_amount_is_lost(minor: int, decimals: int):
    digits = str(abs(minor)).rjust(decimals + 1, "0")
    text = ("-" if minor < 0 else "") + digits[: len(digits) - decimals]
    text += f".{digits[len(digits) - decimals :]}" if decimals else ""
    assert amount(text, "XXX", "en").removesuffix(" XXX").replace(",", "") == text


@pytest.mark.parametrize(
    ("accent", "ink"),
    [
        ("#000000", "#ffffff"),
        ("#2563eb", "#ffffff"),
        ("#ffffff", "#1b1f26"),
        ("#fde047", "#1b1f26"),
    ],
)
def test_what_stands_on_the_accent_can_be_read(accent: str, ink: str):
    assert ink_on(accent) == ink


def test_codes_and_security_mails_cannot_be_switched_off():
    mandatory = {code for code, event in EVENTS.items() if event.mandatory}
    assert mandatory == {
        "registration_code",
        "password_reset_code",
        "member_invited",
        "client_invited",
        "client_credentials",
        "account_opened",
        "account_password_reset",
        "data_copy_ready",
        "erasure_submitted",
        "email_change_code",
        "email_changed",
        "email_restored",
        "password_changed",
        "password_voided",
        "phone_changed",
        "login_suspended",
        "login_restored",
        "session_reused",
        "remote_login",
        "second_factor_added",
        "second_factor_removed",
        "second_factor_reset",
        "second_factor_code_used",
        "second_factor_codes_renewed",
    }

"""Designed fields of registration: asked, checked, kept with their version, corrected by staff."""

from dataclasses import replace

import pytest

from chalicelib.clients import public as clients
from chalicelib.clients.model import ClientKind
from chalicelib.clients.model.answers import REGISTRATION_FORMS
from chalicelib.clients.service import answering
from chalicelib.core.actor import EVERYTHING, NOTHING, Actor, Realm, system
from chalicelib.core.clock import FixedClock
from chalicelib.core.errors import Invalid, NotFound
from chalicelib.core.forms import AnswersInvalid, Choice, FieldType, Form, FormField
from chalicelib.core.paging import PageRequest
from chalicelib.core.veil import SensitiveField, Veil
from chalicelib.settings import public as settings
from chalicelib.storage import audit
from tests.kit.approvals import member
from tests.kit.clients import registered

pytestmark = pytest.mark.usefixtures("store", "clock")
SYSTEM = system("test")
FORM = Form(
    (
        FormField(
            "experience",
            {"en": "Experience"},
            FieldType.CHOICE,
            choices=(Choice("none", {"en": "None"}), Choice("some", {"en": "Some"})),
        ),
        FormField("passport_number", {"en": "Passport"}, required=False, sensitive=True),
    )
)


@pytest.fixture(autouse=True)
def _design(store: None, clock: FixedClock) -> None:
    settings.adopt(SYSTEM, REGISTRATION_FORMS[ClientKind.TRADER], FORM)


def staff(veil: Veil | None = None) -> Actor:
    ada = replace(member("Ada"), scope=EVERYTHING)
    return ada if veil is None else replace(ada, veil=veil)


def answers_of(client_id: str, actor: Actor | None = None) -> dict:
    (found,) = answering.of_client(actor or staff(), client_id)
    return found.answers


def test_each_kind_has_a_form_of_its_own():
    assert answering.offered(ClientKind.TRADER).form == FORM
    assert {one.key for one in answering.offered(ClientKind.IB).form.fields} == {
        "company",
        "customers",
        "customers_monthly",
        "experience",
    }


def test_answers_are_kept_with_the_version_they_were_given_to():
    made = registered(answers={"experience": "some", "passport_number": " X1234567 "})
    later = replace(FORM, fields=(*FORM.fields, FormField("more", {"en": "More"})))
    settings.adopt(SYSTEM, REGISTRATION_FORMS[ClientKind.TRADER], later)
    (found,) = answering.of_client(staff(), made.client_id)
    assert (found.version, found.form) == (1, FORM)
    assert found.answers == {"experience": "some", "passport_number": "X1234567"}


def test_answers_that_the_form_does_not_want_are_refused_field_by_field():
    with pytest.raises(AnswersInvalid) as refusal:
        registered(answers={"experience": "much", "colour": "blue"})
    assert [(one["field"], one["problem"]) for one in refusal.value.facts["errors"]] == [
        ("answers.experience", "not_offered"),
        ("answers.colour", "unknown"),
    ]


def test_the_promotional_link_is_the_source():
    made = registered(answers={"experience": "none"}, source="spring-campaign")
    assert clients.client_for_system(made.client_id).source == "spring-campaign"
    other = registered(answers={"experience": "none"})
    assert clients.client_for_system(other.client_id).source == "portal"


def test_an_introducing_broker_accepts_the_agreement_for_introducing_brokers_too():
    with pytest.raises(Invalid) as refusal:
        registered(kind=ClientKind.IB, accepted=())
    assert refusal.value.code == "agreement_not_accepted"
    made = clients.client_for_system(registered(kind=ClientKind.IB).client_id)
    assert "ib-agreement" in {one.document for one in made.consents}


def test_staff_correct_answers_and_the_log_keeps_what_they_were_sensitive_ones_masked():
    made = registered(answers={"experience": "none", "passport_number": "X1234567"})
    changes = {"experience": "some", "passport_number": "Y7654321"}
    answering.correct(staff(), made.client_id, ClientKind.TRADER, changes)
    assert answers_of(made.client_id) == {"experience": "some", "passport_number": "Y7654321"}
    records = audit.of_client(made.client_id, PageRequest()).items
    (record,) = [one for one in records if one.action == "registration_answers_changed"]
    assert (record.before["experience"], record.after["experience"]) == ("none", "some")
    assert "1234567" not in str(record.before) + str(record.after)
    assert "Y765" not in str(record.after)


def test_a_correction_takes_an_optional_answer_away_but_no_required_one():
    made = registered(answers={"experience": "none", "passport_number": "X1234567"})
    answering.correct(staff(), made.client_id, ClientKind.TRADER, {"passport_number": ""})
    assert answers_of(made.client_id) == {"experience": "none"}
    with pytest.raises(AnswersInvalid):
        answering.correct(staff(), made.client_id, ClientKind.TRADER, {"experience": ""})


def test_who_sees_no_identities_sees_no_sensitive_answer():
    made = registered(answers={"experience": "none", "passport_number": "X1234567"})
    veiled = staff(Veil(hidden=frozenset({SensitiveField.IDENTITY})))
    assert answers_of(made.client_id, veiled) == {"experience": "none", "passport_number": "***"}


def test_outside_the_scope_there_are_no_answers():
    made = registered(answers={"experience": "none"})
    stranger = replace(member("Ada"), scope=NOTHING)
    with pytest.raises(NotFound):
        answering.of_client(stranger, made.client_id)
    with pytest.raises(NotFound):
        answering.correct(stranger, made.client_id, ClientKind.TRADER, {})


def test_a_trader_who_never_met_the_other_form_has_no_answers_to_it():
    made = registered(answers={"experience": "none"})
    with pytest.raises(NotFound):
        answering.correct(staff(), made.client_id, ClientKind.IB, {"company": "X"})


def test_clients_read_what_they_gave_at_registration_sensitive_answers_too():
    client_id = registered(answers={"experience": "some", "passport_number": "P1234567"}).client_id
    own = answering.own(Actor(Realm.CLIENT, client_id))
    assert own.client.id == client_id
    (form,) = own.forms
    assert form.answers == {"experience": "some", "passport_number": "P1234567"}

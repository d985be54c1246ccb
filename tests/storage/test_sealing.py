"""What is sealed opens for its purpose and context alone, and shows any change."""

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.storage.sealing import SealBroken, seal, unseal

pytestmark = pytest.mark.usefixtures("engine")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters(codec="utf-8"), max_size=200), st.text(max_size=20))
def test_what_is_sealed_comes_back(text: str, context: str):
    context = context.encode("utf-8", "ignore").decode()
    assert unseal(seal(text, purpose="a", context=context), purpose="a", context=context) == text


def test_the_same_text_is_never_sealed_alike():
    assert seal("123456", purpose="a") != seal("123456", purpose="a")


def test_a_sealed_text_does_not_show_what_it_is():
    assert b"123456" not in base64.urlsafe_b64decode(seal("123456", purpose="a"))


@pytest.mark.parametrize(("purpose", "context"), [("b", "x"), ("a", "y"), ("a", "")])
def test_another_purpose_or_context_does_not_open_it(purpose: str, context: str):
    sealed = seal("123456", purpose="a", context="x")
    with pytest.raises(SealBroken):
        unseal(sealed, purpose=purpose, context=context)


@pytest.mark.parametrize("place", [0, 5, 15, -1])
def test_a_changed_byte_breaks_the_seal(place: int):
    raw = bytearray(base64.urlsafe_b64decode(seal("123456", purpose="a")))
    raw[place] ^= 1
    with pytest.raises(SealBroken):
        unseal(base64.urlsafe_b64encode(bytes(raw)).decode(), purpose="a")


@pytest.mark.parametrize("text", ["", "AAAA", "not base64!", "é"])
def test_what_was_never_sealed_is_refused(text: str):
    with pytest.raises(SealBroken):
        unseal(text, purpose="a")

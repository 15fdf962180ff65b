import pytest

from reports.privacy import masked, masked_address


@pytest.mark.parametrize(
    "text",
    ["010190-1234", "311299 1234", "0101901234", "<td>010190–1234</td>", "Cpr:010190-1234.", "010190 - 1234"],
)
def test_cpr_numbers_are_masked(text):
    assert "1234" not in masked(text)
    assert "[CPR]" in masked(text)


@pytest.mark.parametrize("text", ["999999-1234", "010190-12345", "EAN 5798001234567", "331390-1234"])
def test_other_numbers_are_not_taken_for_cpr_numbers(text):
    assert "[CPR]" not in masked(text)


@pytest.mark.parametrize(
    "text",
    ["mailto:per@by.dk", "per.æble+x@sub.by.dk", "per&#64;by.dk", "per%40by.dk", '<a href="mailto:P@BY.dk">'],
)
def test_email_addresses_are_masked(text):
    assert "by.dk" not in masked(text).lower()
    assert "[e-mail]" in masked(text)


@pytest.mark.parametrize(
    "text",
    ["12345678", "12 34 56 78", "12.34.56.78", "1234 5678", "+45 12 34 56 78", "0045 12345678", "tel:+4512345678",
     "(+45) 12345678", "12\u00a034\u00a056\u00a078", "+46 8 123 456 78"],
)  # fmt: skip
def test_telephone_numbers_are_masked(text):
    assert "[tlf.]" in masked(text)
    assert "78" not in masked(text)


@pytest.mark.parametrize(
    "text",
    ["2026-11-24", "/nyheder/20261124/", "img_20261124.jpg", "1.234.567 kr.", "width: 1024px", "#12345678"],
)
def test_dates_file_names_and_amounts_are_left_alone(text):
    assert masked(text) == text


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        ("https://by.dk/?token=abc123&x=1", "abc123"),
        ("https://by.dk/?a=1&amp;sessionid=abc123", "abc123"),
        ("https://by.dk/#access_token=abc123", "abc123"),
        ("https://per:kode@by.dk/", "kode"),
        ("https://by.dk/?x=0123456789abcdef0123456789abcdef0123", "0123456789abcdef"),
        ("https://by.dk/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "eyJhbGci"),
        ("https://by.dk/?mail=per@by.dk", "per@"),
        ("https://by.dk/?id=010190-1234", "010190"),
    ],
)
def test_secrets_in_addresses_are_masked(address, secret):
    assert secret not in masked_address(address)
    assert masked_address(address).startswith("https://")


@pytest.mark.parametrize(
    "address", ["https://by.dk/a/b?side=2&emne=skole#top", "https://by.dk/post/12345678"]
)
def test_plain_addresses_are_left_alone(address):
    assert masked_address(address) == address


def test_values_of_hidden_fields_are_masked():
    assert "0123456789" not in masked('<input type="hidden" name="csrf" value="abcdefghij0123456789">')
    assert 'value="Send"' in masked('<input type="submit" value="Send">')


def test_masking_twice_changes_nothing_more():
    once = masked("Ring 12 34 56 78, per@by.dk, 010190-1234, ?token=x")
    assert masked(once) == once

"""Masks personal data and secrets in what is published: CPR numbers, e-mail, telephone, tokens in addresses."""

import re

CPR, EMAIL, TELEPHONE, SECRET = "[CPR]", "[e-mail]", "[tlf.]", "[…]"

_SPACE = "[ \u00a0\u202f]"
# A date and four digits, however it is parted. Nothing that is longer: 12-digit numbers are no CPR numbers.
_CPR = re.compile(
    rf"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d(?:{_SPACE}?[-–]?{_SPACE}?|%20|%2D)\d{{4}}(?!\d)"
)
_EMAIL = re.compile(r"[\w.+-]+(?:@|%40|&#0*64;|&#x0*40;|&commat;)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_TEL_LINK = re.compile(r"(?<=tel:)[+\d\s()./%-]+", re.IGNORECASE)
_INTERNATIONAL = re.compile(rf"(?<![\w+])(?:\+|00)\d{{1,3}}(?:(?:{_SPACE}|[.-])?\(?\d\)?){{6,12}}(?!\d)")
# Danish numbers have eight digits. In one piece they may be a date or a number in an address, so those that touch
# letters, strokes, slashes or points (20261124.jpg) are left alone.
_DANISH = re.compile(
    rf"(?<![\w./=#-])(?:\d{{8}}|\d{{4}}{_SPACE}\d{{4}}|\d\d(?P<gap>{_SPACE}|[.-])\d\d(?P=gap)\d\d(?P=gap)\d\d)"
    r"(?![\w/-]|\.\w)"
)
_USER_IN_ADDRESS = re.compile(r"(?<=://)[^/\s@\"'<>]+@")
_GUARDED_NAMES = (
    "token|secret|passw|pwd|session|sess?id|auth|apikey|api_key|api-key|signature|ticket|jwt|credential|nonce"
)
_SECRET_PARAMETER = re.compile(
    rf"(?P<name>[?&;#](?:amp;)?(?:[\w.%-]*(?:{_GUARDED_NAMES})[\w.%-]*|sig|sid|key|code|cpr|otp|pin))=[^&#;\s\"'<>]+",
    re.IGNORECASE,
)
_LONG_PARAMETER = re.compile(r"(?P<name>[?&;](?:amp;)?[\w.%-]+)=(?=[^&#;\s]*\d)[\w%.~+/-]{32,}=*")
_JWT = re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?")
_HIDDEN_VALUE = re.compile(r"(?<=value=)([\"'])[^\s\"']{20,}\1", re.IGNORECASE)


def masked(text: str) -> str:
    """Return a text or snippet without CPR numbers, e-mail addresses, telephone numbers and secrets."""
    text = _HIDDEN_VALUE.sub(rf"\1{SECRET}\1", text)
    text = masked_address(text)
    text = _TEL_LINK.sub(TELEPHONE, text)
    text = _INTERNATIONAL.sub(TELEPHONE, text)
    return _DANISH.sub(TELEPHONE, text)


def masked_address(address: str) -> str:
    """Return an address without user names, tokens, CPR numbers and e-mail addresses; other numbers stay."""
    address = _USER_IN_ADDRESS.sub("", address)
    address = _SECRET_PARAMETER.sub(rf"\g<name>={SECRET}", address)
    address = _LONG_PARAMETER.sub(rf"\g<name>={SECRET}", address)
    address = _JWT.sub(SECRET, address)
    address = _EMAIL.sub(EMAIL, address)
    return _CPR.sub(CPR, address)

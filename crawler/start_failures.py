"""Why a site could not even be begun, in words: what is wrong, where, and what to do."""

from collections.abc import Mapping

from crawler.survey.inventory import SkipReason
from rules.model import Text

_TEXTS: Mapping[SkipReason, Text] = {
    SkipReason.ROBOTS: Text(
        da="robots.txt tillader ikke, at vi henter siden. Er webstedet dit eget, så brug --own-site.",
        en="robots.txt does not let us fetch the page. If the site is yours, use --own-site.",
    ),
    SkipReason.DNS_FAILED: Text(
        da="navnet findes ikke i DNS. Er adressen stavet rigtigt?",
        en="the name is not in DNS. Is the address spelt correctly?",
    ),
    SkipReason.CONNECTION_FAILED: Text(
        da="der kunne ikke skabes forbindelse til serveren. Er adresse og port rigtige?",
        en="no connection to the server could be made. Are the address and the port right?",
    ),
    SkipReason.TIMED_OUT: Text(da="serveren svarede ikke i tide.", en="the server did not answer in time."),
    SkipReason.BAD_CERTIFICATE: Text(
        da="certifikatet er ikke gyldigt, så en browser ville advare borgerne.",
        en="the certificate is not valid: a browser would warn citizens.",
    ),
    SkipReason.BLOCKED: Text(
        da="serveren afviser besøget. Aftal adgang med webstedets ejer; vi omgår ingen spærringer. "
        "Er webstedet dit eget, så se --own-site.",
        en="the server refuses the visit. Agree access with the site's owner; we do not get around blocks. "
        "If the site is yours, see --own-site.",
    ),
    SkipReason.HTTP_ERROR: Text(da="serveren svarede med en fejl.", en="the server answered with an error."),
    SkipReason.ADDRESS_NOT_ALLOWED: Text(
        da="adressen ligger på et lukket net. Er det med vilje, så brug --allow-private-networks.",
        en="the address is on a private network. If that is intended, use --allow-private-networks.",
    ),
    SkipReason.NOT_HTML: Text(da="adressen er ikke en webside.", en="the address is not a web page."),
    SkipReason.REDIRECT_LOOP: Text(da="siden viderestiller i ring.", en="the page redirects in a loop."),
    SkipReason.REDIRECT_OUT_OF_SCOPE: Text(
        da="siden viderestiller til et andet websted. Mål det i stedet.",
        en="the page redirects to another site. Check that one instead.",
    ),
    SkipReason.TOO_LARGE: Text(da="siden er for stor at hente.", en="the page is too large to fetch."),
}

_SELF_EVIDENT = frozenset({SkipReason.DNS_FAILED.value, SkipReason.REDIRECT_LOOP.value})


def start_failure(url: str, detail: str) -> Text:
    """Return the message for a note `start_failed`, whose detail is "reason: more"."""
    reason, _, more = detail.partition(": ")
    text = next((text for known, text in _TEXTS.items() if known.value == reason), Text(detail, detail))
    evidence = "" if not more or reason in _SELF_EVIDENT else f" ({more})"
    return Text(f"{url}: {text.da}{evidence}", f"{url}: {text.en}{evidence}")

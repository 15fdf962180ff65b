"""Rules about encryption, certificates, names in the DNS and privacy pages: each outcome, and what must not alarm."""

import dataclasses

import pytest

from rules.evidence import LinkFact
from rules.model import NotSeenError, Outcome
from rules.safety_evidence import (
    Asked,
    Certificate,
    NamesEvidence,
    Passage,
    PrivacyEvidence,
    PrivacyPage,
    Records,
    RecordState,
    SecurityTxt,
    Spoken,
    Tls,
    TransportEvidence,
    Trust,
)
from tests.rules.made_pages import SITE, judged, page, site

PASSED = (Outcome.PASSED, "")
TAKEN_AT = "2026-11-24T12:00:00+00:00"
PLAIN = SITE.replace("https:", "http:")
CERTIFICATE = Certificate(
    ("www.eksempel.dk",), "CN=En udsteder", "2026-10-01T00:00:00+00:00", "2027-01-01T00:00:00+00:00"
)
GOOD = Tls(Spoken.ACCEPTED, version="TLSv1.3", certificate=CERTIFICATE, old=Spoken.REFUSED)
DOWN = Tls(Spoken.REFUSED, "connection_failed: nobody")
SLOW = Tls(Spoken.UNSEEN, "timed_out: late")


def failed(key):
    return (Outcome.FAILED, key)


def unsure(key):
    return (Outcome.CANT_TELL, key)


def transport(url=SITE, pages=None, **more):
    values = {"taken_at": TAKEN_AT, "host": "www.eksempel.dk", "is_public": True, **more}
    seen = [page(site=url)] if pages is None else pages
    return site(*seen, url=url, transport=TransportEvidence(**values))


def local(**more):
    return transport("http://127.0.0.1:8000/", host="127.0.0.1", is_public=False, **more)


def over_https(*way, status=200, reason=""):
    return Asked(way[0], way, status, reason)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (transport(tls=GOOD), [PASSED]),
        (transport(PLAIN, tls=GOOD, https=over_https(SITE)), [PASSED]),
        (transport(PLAIN, tls=DOWN, https=Asked(SITE, reason="connection_failed: x")), [failed("nothing")]),
        (transport(PLAIN, tls=GOOD, https=over_https(SITE, PLAIN)), [failed("sent_back")]),
        (transport(PLAIN, tls=GOOD, https=over_https(SITE, status=404)), [failed("error")]),
        # closed to us is not closed to everyone
        (transport(PLAIN, tls=GOOD, https=over_https(SITE, status=403)), [PASSED]),
        (local(), []),
    ],
)
def test_https_missing(evidence, expected):
    assert judged("https-missing", evidence) == expected


@pytest.mark.parametrize(
    "rule", ["https-missing", "certificate-untrusted", "tls-version-old", "security-txt-missing"]
)
def test_a_server_that_did_not_answer_in_time_is_not_blamed(rule):
    slow = SecurityTxt(Asked(SITE, reason="timed_out: late"))
    with pytest.raises(NotSeenError):
        judged(rule, transport(PLAIN, tls=SLOW, security_txt=slow))


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (transport(tls=GOOD, http=over_https(PLAIN, SITE)), [PASSED]),
        (transport(tls=GOOD, http=over_https(PLAIN, "https://eksempel.dk/", SITE)), [PASSED]),
        (transport(tls=GOOD, http=over_https(PLAIN)), [failed("stays")]),
        (transport(tls=GOOD, http=over_https(PLAIN, "http://eksempel.dk/", SITE)), [unsure("late")]),
        (transport(tls=GOOD, http=over_https(PLAIN, "https://andre.dk/")), [unsure("late")]),
        (transport(tls=GOOD, http=over_https(PLAIN, SITE, reason="timed_out: late")), [PASSED]),
        # nobody answers over http, or only with an error: nobody stays there
        (transport(tls=GOOD, http=Asked(PLAIN, (PLAIN,), reason="connection_failed: x")), []),
        (transport(tls=GOOD, http=over_https(PLAIN, status=404)), []),
        (transport(PLAIN, tls=GOOD), [failed("stays")]),
        (transport(PLAIN, pages=[page()], tls=GOOD), [PASSED]),
        (transport(PLAIN, tls=DOWN), []),
        (local(), []),
    ],
)
def test_http_not_redirected(evidence, expected):
    assert judged("http-not-redirected", evidence) == expected


def test_an_http_address_that_was_not_seen_is_untested():
    with pytest.raises(NotSeenError):
        judged("http-not-redirected", transport(tls=GOOD, http=Asked(PLAIN, (PLAIN,), reason="robots: no")))


def tls(**changes):
    return dataclasses.replace(GOOD, **changes)


def ending(valid_to):
    return tls(certificate=dataclasses.replace(CERTIFICATE, valid_to=valid_to))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (GOOD, [PASSED]),
        (ending("2026-11-28T00:00:00+00:00"), [unsure("soon")]),
        (tls(trust=Trust.EXPIRED), [failed("expired")]),
        (tls(trust=Trust.NOT_YET_VALID), [failed("not_yet_valid")]),
        (tls(trust=Trust.WRONG_NAME), [failed("wrong_name")]),
        (tls(trust=Trust.SELF_SIGNED), [failed("self_signed")]),
        (tls(trust=Trust.UNKNOWN_ISSUER), [failed("unknown_issuer")]),
        (tls(trust=Trust.OTHER, certificate=None), [failed("other")]),
        (DOWN, []),
        (None, []),
    ],
)
def test_certificate_untrusted(found, expected):
    assert judged("certificate-untrusted", transport(tls=found)) == expected


def test_a_certificate_that_outdated_encryption_hides_is_not_seen():
    old = transport(tls=Tls(Spoken.ACCEPTED, version="TLS 1.1", old=Spoken.ACCEPTED, old_version="TLS 1.1"))
    with pytest.raises(NotSeenError, match="outdated_tls"):
        judged("certificate-untrusted", old)
    assert judged("tls-version-old", old) == [(Outcome.FAILED, "nothing_new")]


def test_on_a_local_network_the_issuer_may_be_known_to_those_there():
    own = transport(
        "https://intranet/", host="intranet", is_public=False, tls=tls(trust=Trust.UNKNOWN_ISSUER)
    )
    late = transport("https://intranet/", host="intranet", is_public=False, tls=tls(trust=Trust.EXPIRED))
    assert judged("certificate-untrusted", own) == [(Outcome.CANT_TELL, "local")]
    assert judged("certificate-untrusted", late) == [failed("expired")]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (GOOD, [PASSED]),
        (tls(version="TLSv1.2"), [PASSED]),
        (tls(old=Spoken.ACCEPTED, old_version="TLS 1.1"), [failed("accepted")]),
        (tls(version="TLSv1.1", old=Spoken.ACCEPTED), [failed("nothing_new")]),
        (DOWN, []),
        (None, []),
    ],
)
def test_tls_version_old(found, expected):
    assert judged("tls-version-old", transport(tls=found)) == expected


@pytest.mark.parametrize("old", [Spoken.UNSEEN, Spoken.UNTESTED])
def test_old_versions_that_could_not_be_offered_are_untested(old):
    with pytest.raises(NotSeenError):
        judged("tls-version-old", transport(tls=tls(old=old)))


CONTACT, EXPIRES = ("contact", "mailto:it@eksempel.dk"), ("expires", "2027-06-01T00:00:00Z")


@pytest.mark.parametrize(
    ("status", "fields", "expected"),
    [
        (200, (CONTACT, EXPIRES), [PASSED]),
        (404, (), [failed("missing")]),
        (200, (), [failed("missing")]),
        (200, (EXPIRES,), [failed("no_contact"), PASSED]),
        (200, (CONTACT,), [failed("no_expiry")]),
        (200, (CONTACT, ("expires", "næste år")), [failed("no_expiry")]),
        (200, (CONTACT, EXPIRES, EXPIRES), [failed("no_expiry")]),
        (200, (CONTACT, ("expires", "2026-01-01T00:00:00+01:00")), [failed("expired")]),
        (200, (CONTACT, ("expires", "2040-01-01T00:00:00Z")), [unsure("far")]),
    ],
)
def test_security_txt_missing(status, fields, expected):
    file = SecurityTxt(Asked(f"{SITE}.well-known/security.txt", status=status), "text/plain", fields)
    assert judged("security-txt-missing", transport(security_txt=file)) == expected


@pytest.mark.parametrize("status", [403, 503])
def test_a_security_txt_that_is_kept_from_us_is_untested(status):
    with pytest.raises(NotSeenError):
        judged("security-txt-missing", transport(security_txt=SecurityTxt(Asked(SITE, status=status))))


NAME, DOMAIN = "www.eksempel.dk", "eksempel.dk"
QUESTIONS = {
    "dnssec-missing": ((DOMAIN, "DS"),),
    "ipv6-missing": ((NAME, "AAAA"),),
    "spf-missing": ((DOMAIN, "TXT"),),
    "dmarc-missing": ((f"_dmarc.{DOMAIN}", "TXT"),),
    "caa-missing": ((NAME, "CAA"), (DOMAIN, "CAA")),
}


def names(*records, is_public=True):
    return site(names=NamesEvidence(TAKEN_AT, NAME, DOMAIN, is_public, tuple(records)))


def answers(rule, *values):
    """The answers to a rule's questions: all absent but the last, which holds `values`."""
    questions = QUESTIONS[rule]
    absent = [Records(*question, RecordState.ABSENT) for question in questions[:-1]]
    state = RecordState.FOUND if values else RecordState.ABSENT
    return [*absent, Records(*questions[-1], state, values)]


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        ("dnssec-missing", ("2371 13 2 AB",), PASSED),
        ("dnssec-missing", (), failed("unsigned")),
        ("ipv6-missing", ("2001:db8::1",), PASSED),
        ("ipv6-missing", (), failed("none")),
        ("caa-missing", ('0 issue "letsencrypt.org"',), PASSED),
        ("caa-missing", (), failed("none")),
        ("spf-missing", ("MS=ms1", "v=spf1 include:spf.protection.outlook.com -all"), PASSED),
        ("spf-missing", ("V=SPF1 ~all",), PASSED),
        ("spf-missing", ("v=spf1 redirect=_spf.andre.dk",), PASSED),
        ("spf-missing", ("MS=ms1", "v=spf10 -all"), failed("missing")),
        ("spf-missing", ("v=spf1 -all", "v=spf1 mx -all"), failed("several")),
        ("spf-missing", ("v=spf1 +all",), failed("anyone")),
        ("spf-missing", ("v=spf1 mx ?all",), unsure("undecided")),
        ("dmarc-missing", ("v=DMARC1; p=reject; rua=mailto:d@eksempel.dk",), PASSED),
        ("dmarc-missing", (), failed("missing")),
        ("dmarc-missing", ("noget andet",), failed("missing")),
        ("dmarc-missing", ("v=DMARC1;p=reject", "v=DMARC1;p=none"), failed("several")),
        ("dmarc-missing", ("v=DMARC1; p=none",), failed("none")),
        ("dmarc-missing", ("v=DMARC1; p=quarantine",), unsure("quarantine")),
        ("dmarc-missing", ("v=DMARC1; p=reject; pct=20",), unsure("partly")),
        ("dmarc-missing", ("v=DMARC1; p=afvis",), failed("broken")),
    ],
)
def test_what_the_dns_says(rule, values, expected):
    assert judged(rule, names(*answers(rule, *values))) == [expected]


@pytest.mark.parametrize("rule", sorted(QUESTIONS))
def test_a_dns_that_does_not_answer_leaves_the_rule_untested(rule):
    silent = [Records(*question, RecordState.FAILED, reason="no answer") for question in QUESTIONS[rule]]
    for records in (silent, []):
        with pytest.raises(NotSeenError):
            judged(rule, names(*records))


@pytest.mark.parametrize("rule", sorted(QUESTIONS))
def test_nothing_is_asked_of_local_names(rule):
    assert judged(rule, names(is_public=False)) == []


POLICY = LinkFact(f"{SITE}om/privatlivspolitik", "Privatlivspolitik", "contentinfo")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ((POLICY,), PASSED),
        ((LinkFact(f"{SITE}a/1", "Sådan behandler vi dine personoplysninger"),), PASSED),
        ((LinkFact(f"{SITE}om/persondata", "Læs mere"),), PASSED),
        ((LinkFact(f"{SITE}en/privacy-policy", ""),), PASSED),
        ((LinkFact(f"{SITE}nyheder", "Private veje i kommunen"),), failed("missing")),
    ],
)
def test_privacy_page_missing(links, expected):
    assert judged("privacy-page-missing", site(page("a"), page("b", links=links))) == [expected]


def test_one_page_alone_leaves_the_privacy_page_to_a_person():
    assert judged("privacy-page-missing", site(page())) == [unsure("perhaps")]


def privacy(*pages, links=()):
    return site(page(links=links), privacy=PrivacyEvidence(TAKEN_AT, tuple(pages)))


def read(*passages, **more):
    return PrivacyPage(POLICY.url, passages=tuple(passages), **more)


OFFICER = Passage("Kontakt vores databeskyttelsesrådgiver (DPO)")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([read(OFFICER, Passage("Mail: dpo@eksempel.dk"))], [PASSED]),
        ([read(OFFICER, Passage("Mail: dpo[snabela]eksempel.dk"))], [PASSED]),
        ([read(OFFICER, Passage("Telefon 12 34 56 78"))], [PASSED]),
        ([read(Passage("Skriv sikkert til databeskyttelsesrådgiveren", ("https://post.dk/x",)))], [PASSED]),
        ([read(Passage("Vi passer på dine data."))], [failed("missing")]),
        ([read(OFFICER, Passage("Du har ret til indsigt."))], [unsure("no_contact")]),
        ([PrivacyPage(POLICY.url, reason="file")], [unsure("unread")]),
        ([read(Passage("Vi passer på dine data."), is_cut=True)], [unsure("unread")]),
        # the second page has what the first has not
        ([read(Passage("Kort fortalt")), read(OFFICER, Passage("dpo@eksempel.dk"))], [PASSED]),
        ([], []),
    ],
)
def test_dpo_contact_missing(pages, expected):
    assert judged("dpo-contact-missing", privacy(*pages)) == expected


def test_an_officer_with_a_page_of_their_own_is_found():
    link = LinkFact(f"{SITE}dpo", "Kommunens databeskyttelsesrådgiver")
    assert judged("dpo-contact-missing", privacy(read(Passage("Kort fortalt")), links=(link,))) == [PASSED]


def test_a_privacy_page_that_could_not_be_read_is_untested():
    with pytest.raises(NotSeenError):
        judged("dpo-contact-missing", privacy(PrivacyPage(POLICY.url, reason="timed_out: late")))

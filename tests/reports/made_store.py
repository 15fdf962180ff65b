"""Builds stores with made-up rows for the tests of the reports room, in the schema the crawler writes."""

import json
import struct
import zlib
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.store import schema
from reports.rule_texts import RuleTexts
from rules.model import Confidence, Engine, Impact, Language, Rule, Scope, Standing, Status, Text
from rules.services import service_table

SWEEP = "sweep-1"

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "image-alt",
            Scope.PAGE,
            Standing.REQUIREMENT,
            Confidence.CERTAIN,
            Impact.CRITICAL,
            Text("Billede uden alternativ tekst", "Image without alternative text"),
            Text(
                "Blinde og svagsynede, der får siden læst op, får ikke at vide, hvad billedet viser.",
                "People who are blind and have the page read aloud are not told what the image shows.",
            ),
            Text(
                'Skriv i alt-attributten, hvad billedet viser. Er det kun pynt, så skriv alt="".',
                'Write what the image shows in the alt attribute. If it is only decoration, write alt="".',
            ),
            {"missing": Text("Billedet har ingen alt-attribut", "The image has no alt attribute")},
            criteria=("1.1.1",),
            act=("23a2a8",),
            engine=Engine.AXE,
        ),
        Rule(
            "color-contrast",
            Scope.PAGE,
            Standing.REQUIREMENT,
            Confidence.CERTAIN,
            Impact.SERIOUS,
            Text("Tekst med for lav kontrast", "Text with too little contrast"),
            Text(
                "Svagsynede og farveblinde kan ikke skelne teksten fra baggrunden. Det samme gælder alle i stærkt lys.",
                "People with low vision or colour blindness cannot tell the text from its background.",
            ),
            Text(
                "Gør teksten mørkere eller baggrunden lysere, så kontrasten bliver mindst 4,5:1.",
                "Make the text darker or the background lighter, so that the contrast is at least 4.5:1.",
            ),
            {
                "low": Text(
                    "Kontrasten er {ratio}:1; der kræves {needed}:1",
                    "The contrast is {ratio}:1; {needed}:1 is needed",
                )
            },
            criteria=("1.4.3",),
            engine=Engine.AXE,
        ),
        Rule(
            "link-text-empty-words",
            Scope.PAGE,
            Standing.REQUIREMENT,
            Confidence.CERTAIN,
            Impact.MODERATE,
            Text("Linktekst, der ikke siger noget", "Link text that says nothing"),
            Text(
                "Den, der springer fra link til link med en skærmlæser, hører kun »læs mere«.",
                "Anyone who moves from link to link with a screen reader only hears “read more”.",
            ),
            Text("Skriv i linket, hvad det fører til.", "Say in the link where it leads."),
            {"empty": Text("Linkteksten er »{text}«", "The link text is “{text}”")},
            criteria=("2.4.4",),
        ),
        Rule(
            "html-has-lang",
            Scope.PAGE,
            Standing.REQUIREMENT,
            Confidence.CERTAIN,
            Impact.SERIOUS,
            Text("Siden oplyser ikke sit sprog", "The page does not declare its language"),
            Text("Skærmlæsere læser op med forkert udtale.", "Screen readers use the wrong pronunciation."),
            Text('Sæt lang="da" på html-elementet.', 'Put lang="da" on the html element.'),
            {"missing": Text("lang mangler", "lang is missing")},
            criteria=("3.1.1",),
            engine=Engine.AXE,
        ),
        Rule(
            "no-second-way",
            Scope.SITE,
            Standing.REQUIREMENT,
            Confidence.CERTAIN,
            Impact.MODERATE,
            Text("Kun én vej til siderne", "Only one way to the pages"),
            Text(
                "Den, der ikke kan overskue menuen, har ingen søgning at bruge.",
                "Those lost in the menu have no search.",
            ),
            Text("Tilbyd søgning eller en oversigt over siderne.", "Offer search or a site map."),
            {"none": Text("Hverken søgning eller oversigt", "Neither search nor site map")},
            criteria=("2.4.5",),
        ),
        Rule(
            "generic-page-title",
            Scope.PAGE,
            Standing.ADVICE,
            Confidence.LIKELY,
            Impact.MINOR,
            Text("Sidetitel, der ikke siger noget", "Page title that says nothing"),
            Text("Faneblade kan ikke kendes fra hinanden.", "Tabs cannot be told apart."),
            Text("Giv siden en titel, der siger, hvad den handler om.", "Give the page a title of its own."),
            {"generic": Text("Titlen er »{title}«", "The title is “{title}”")},
            criteria=("2.4.2",),
        ),
        Rule(
            "pdf-untagged",
            Scope.DOCUMENT,
            Standing.REQUIREMENT,
            Confidence.CERTAIN,
            Impact.SERIOUS,
            Text("PDF-filen har ingen struktur", "The PDF has no structure"),
            Text(
                "Den, der får filen læst op, hører hverken overskrifter, lister eller tabeller.",
                "People who have the file read aloud hear neither headings, lists nor tables.",
            ),
            Text(
                "Gem igen fra Word med »Bedste til tilgængelighed«.",
                "Save again from Word, best for accessibility.",
            ),
            {"untagged": Text("Filen har ingen tags", "The file has no tags")},
            criteria=("1.3.1",),
        ),
        Rule(
            "document-format-closed",
            Scope.DOCUMENT,
            Standing.FORMAT,
            Confidence.CERTAIN,
            Impact.MODERATE,
            Text("Kun i et lukket format", "Only in a closed format"),
            Text("Kræver et bestemt program.", "Needs one program."),
            Text("Gem som odt eller docx.", "Save as odt or docx."),
            {"closed": Text("Filen er i {format}", "The file is in {format}")},
        ),
        Rule(
            "color-contrast-enhanced",
            Scope.PAGE,
            Standing.AAA,
            Confidence.CERTAIN,
            Impact.MINOR,
            Text("Kontrast under niveau AAA", "Contrast below level AAA"),
            Text("Svagsynede læser langsommere.", "People with low vision read more slowly."),
            Text("Øg kontrasten til 7:1.", "Raise the contrast to 7:1."),
            {"low": Text("Kontrasten er {ratio}:1", "The contrast is {ratio}:1")},
            criteria=("1.4.6",),
            engine=Engine.AXE,
        ),
    )
}


def _message(rule_id: str, message: str, data: Any, language: Language) -> str:
    rule = RULES[rule_id]
    return rule.messages[message].in_(language, data) if message in rule.messages else message


def made_texts() -> RuleTexts:
    return RuleTexts(RULES, _message)


class MadeStore:
    """A store under construction; `path` is ready to read at any moment."""

    def __init__(self, path: Path, **sweep: Any) -> None:
        self.path = path
        self.database = Database(path)
        schema.MIGRATIONS.apply(self.database)
        self.database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        self.database.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        row = {
            "id": SWEEP,
            "started_at": "2026-11-24T08:00:00Z",
            "ended_at": "2026-11-24T09:30:00Z",
            "state": "done",
            "tool_version": "0.1.0",
            "axe_version": "4.14.1",
            "browser_version": "HeadlessChrome/156",
            "rule_set": "EN301549-V3.2.1",
            "sample": "full",
            "seed": 7,
            "max_pages": 100,
            "contact": "tilsyn@example.org",
        }
        self._add("sweeps", row | sweep)
        for rule in RULES.values():
            is_fault = (
                rule.standing is Standing.REQUIREMENT
                and rule.confidence is Confidence.CERTAIN
                and rule.status is Status.STABLE
            )
            self._add(
                "rules",
                {
                    "sweep_id": SWEEP,
                    "id": rule.id,
                    "version": rule.version,
                    "engine": rule.engine,
                    "scope": rule.scope,
                    "standing": rule.standing,
                    "confidence": rule.confidence,
                    "status": rule.status,
                    "impact": rule.impact,
                    "criteria": json.dumps(rule.criteria),
                    "clauses": json.dumps([f"9.{number}" for number in rule.criteria]),
                    "act": json.dumps(rule.act),
                    "is_fault": int(is_fault),
                },
            )

    def authority(
        self, identifier: str, name: str, level: str, region: str = "", domain_area: str = ""
    ) -> None:
        row = {"id": identifier, "name": name, "level": level, "region": region, "domain_area": domain_area}
        self._add("authorities", {"sweep_id": SWEEP} | row)

    def services(
        self, site: str, pages: int, signals: dict[str, dict[str, Any]], through: int = 0, beside: int = 0
    ) -> None:
        """Add a site's digital services; every signal of the table that is not given was looked for and not seen."""
        looked: dict[str, dict[str, Any]] = {signal.id: {} for signal in service_table("DK").signals}
        row = {"country": "DK", "page_count": pages, "through_portal": through, "beside_portal": beside}
        known = {"sweep_id": SWEEP, "site_id": site, "signals": json.dumps(looked | signals)}
        self._add("service_profiles", known | row)

    def site(self, identifier: str, name: str, url: str, **values: Any) -> None:
        row = {
            "sweep_id": SWEEP,
            "id": identifier,
            "name": name,
            "url": url,
            "scope": url,
            "state": "done",
            "started_at": "2026-11-24T08:00:00Z",
            "ended_at": "2026-11-24T08:40:00Z",
        }
        self._add("sites", row | values)

    def subject(self, site: str, url: str, kind: str = "page", state: str = "rendered", **values: Any) -> str:
        count = self.database.execute("SELECT COUNT(*) FROM subjects").fetchone()[0]
        identifier = f"{site}-{count:05}"
        row = {
            "id": identifier,
            "sweep_id": SWEEP,
            "site_id": site,
            "kind": kind,
            "url": url,
            "final_url": url if state == "rendered" else "",
            "sequence": count,
            "state": state,
            "language": "da",
            "taken_at": "2026-11-24T08:10:00Z" if state == "rendered" else "",
        }
        self._add("subjects", row | values)
        return identifier

    def judged(
        self,
        subject: str,
        *,
        passed: dict[str, int] | None = None,
        inapplicable: list[str] | None = None,
        untested: dict[str, str] | None = None,
    ) -> None:
        self._add(
            "packed_outcomes",
            {
                "subject_id": subject,
                "passed": json.dumps(passed or {}),
                "inapplicable": json.dumps(inapplicable or []),
                "untested": json.dumps(untested or {}),
            },
        )

    def finding(self, subject: str, rule: str, message: str, **values: Any) -> None:
        outcome = values.get("outcome", "failed")
        self.database.execute(
            "INSERT INTO results VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET outcome = "
            "CASE WHEN 'failed' IN (outcome, excluded.outcome) THEN 'failed' ELSE 'cantTell' END",
            [subject, rule, outcome],
        )
        ordinal = self.database.execute(
            "SELECT COUNT(*) FROM findings WHERE subject_id = ? AND rule = ?", [subject, rule]
        ).fetchone()[0]
        data = values.pop("data", {})
        row = {
            "subject_id": subject,
            "rule": rule,
            "ordinal": ordinal,
            "outcome": "failed",
            "fingerprint": f"{zlib.crc32(rule.encode()):08x}00000000",
            "target": "main > p",
            "snippet": "<p>Et afsnit</p>",
            "message": message,
            "data": json.dumps(data),
            "impact": RULES[rule].impact,
        }
        self._add("findings", row | values)

    def skip(self, site: str, url: str, reason: str, detail: str = "", found_on: str = "") -> None:
        row = {"url": url, "reason": reason, "detail": detail, "found_on": found_on}
        self._add("skips", {"sweep_id": SWEEP, "site_id": site} | row)

    def document(
        self, site: str, url: str, declared_type: str, page_url: str, link_text: str, **values: Any
    ) -> None:
        """Add a document with one link to it; `values` are what is known once it is opened."""
        known = {
            name: json.dumps(one) if isinstance(one, list | dict) else one for name, one in values.items()
        }
        named = {"sweep_id": SWEEP, "site_id": site, "url": url, "declared_type": declared_type}
        self._add("documents", named | known)
        row = {"document_url": url, "page_url": page_url, "link_text": link_text}
        self._add("document_links", {"sweep_id": SWEEP, "site_id": site} | row)

    def note(self, site: str, kind: str, detail: str) -> None:
        self._add("site_notes", {"sweep_id": SWEEP, "site_id": site, "kind": kind, "detail": detail})

    def crop(self, site: str, fingerprint: str, page_url: str, image: bytes) -> None:
        row = {"fingerprint": fingerprint, "page_url": page_url, "image": image}
        self._add("crops", {"sweep_id": SWEEP, "site_id": site} | row)

    def close(self) -> None:
        self.database.conn.commit()
        self.database.close()

    def _add(self, table: str, row: dict[str, Any]) -> None:
        names = ", ".join(row)
        marks = ", ".join("?" * len(row))
        with self.database.conn:
            self.database.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return a one-coloured PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + bytes(colour) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")

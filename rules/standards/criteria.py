"""The success criteria of WCAG 2.0, 2.1 and 2.2: number, level, versions and handles in both languages.

Source: the W3C Recommendations WCAG 2.1 (5 June 2018) and WCAG 2.2 (5 October 2023). English names are the official
handles. Danish names follow the usage of the Danish WCAG 2.1 translation in plain Danish; those of criteria new in 2.2
are ours, as that version has no authorised Danish translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rules.model import Text


class Level(StrEnum):
    """A conformance level of WCAG; EN 301 549 requires A and AA."""

    A = "A"
    AA = "AA"
    AAA = "AAA"


class Wcag(StrEnum):
    """A version of WCAG 2."""

    V2_0 = "2.0"
    V2_1 = "2.1"
    V2_2 = "2.2"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One success criterion. `removed_in` is set for 4.1.1 only, which WCAG 2.2 took out as obsolete."""

    number: str
    level: Level
    introduced_in: Wcag
    name: Text
    removed_in: Wcag | None = None

    def is_in(self, version: Wcag) -> bool:
        """Return whether `version` of WCAG holds the criterion."""
        return self.introduced_in <= version and (self.removed_in is None or version < self.removed_in)

    @property
    def required(self) -> bool:
        """Whether the level is one that EN 301 549 requires."""
        return self.level is not Level.AAA


# number | level | introduced | English handle | Danish name
_TABLE = """
1.1.1 | A | 2.0 | Non-text Content | Ikke-tekstbaseret indhold
1.2.1 | A | 2.0 | Audio-only and Video-only (Prerecorded) | Rent lydindhold og rent videoindhold (forudindspillet)
1.2.2 | A | 2.0 | Captions (Prerecorded) | Undertekster (forudindspillet)
1.2.3 | A | 2.0 | Audio Description or Media Alternative (Prerecorded) | Synstolkning eller mediealternativ (forudindspillet)
1.2.4 | AA | 2.0 | Captions (Live) | Undertekster (direkte)
1.2.5 | AA | 2.0 | Audio Description (Prerecorded) | Synstolkning (forudindspillet)
1.2.6 | AAA | 2.0 | Sign Language (Prerecorded) | Tegnsprog (forudindspillet)
1.2.7 | AAA | 2.0 | Extended Audio Description (Prerecorded) | Udvidet synstolkning (forudindspillet)
1.2.8 | AAA | 2.0 | Media Alternative (Prerecorded) | Mediealternativ (forudindspillet)
1.2.9 | AAA | 2.0 | Audio-only (Live) | Rent lydindhold (direkte)
1.3.1 | A | 2.0 | Info and Relationships | Information og relationer
1.3.2 | A | 2.0 | Meaningful Sequence | Meningsfuld rækkefølge
1.3.3 | A | 2.0 | Sensory Characteristics | Sensoriske egenskaber
1.3.4 | AA | 2.1 | Orientation | Skærmretning
1.3.5 | AA | 2.1 | Identify Input Purpose | Identificer formålet med inputfelter
1.3.6 | AAA | 2.1 | Identify Purpose | Identificer formål
1.4.1 | A | 2.0 | Use of Color | Anvendelse af farve
1.4.2 | A | 2.0 | Audio Control | Styring af lyd
1.4.3 | AA | 2.0 | Contrast (Minimum) | Kontrast (minimum)
1.4.4 | AA | 2.0 | Resize Text | Ændring af tekststørrelse
1.4.5 | AA | 2.0 | Images of Text | Billeder af tekst
1.4.6 | AAA | 2.0 | Contrast (Enhanced) | Kontrast (forhøjet)
1.4.7 | AAA | 2.0 | Low or No Background Audio | Lav eller ingen baggrundslyd
1.4.8 | AAA | 2.0 | Visual Presentation | Visuel præsentation
1.4.9 | AAA | 2.0 | Images of Text (No Exception) | Billeder af tekst (ingen undtagelse)
1.4.10 | AA | 2.1 | Reflow | Ombrydningsvisning
1.4.11 | AA | 2.1 | Non-text Contrast | Kontrast for ikke-tekstbaseret indhold
1.4.12 | AA | 2.1 | Text Spacing | Tekstafstand
1.4.13 | AA | 2.1 | Content on Hover or Focus | Indhold ved hover eller fokus
2.1.1 | A | 2.0 | Keyboard | Tastatur
2.1.2 | A | 2.0 | No Keyboard Trap | Ingen tastaturfælde
2.1.3 | AAA | 2.0 | Keyboard (No Exception) | Tastatur (ingen undtagelse)
2.1.4 | A | 2.1 | Character Key Shortcuts | Genvejstaster
2.2.1 | A | 2.0 | Timing Adjustable | Justerbar tidsbegrænsning
2.2.2 | A | 2.0 | Pause, Stop, Hide | Pause, stop, skjul
2.2.3 | AAA | 2.0 | No Timing | Ingen tidsbegrænsning
2.2.4 | AAA | 2.0 | Interruptions | Afbrydelser
2.2.5 | AAA | 2.0 | Re-authenticating | Fornyet login
2.2.6 | AAA | 2.1 | Timeouts | Udløb af tid
2.3.1 | A | 2.0 | Three Flashes or Below Threshold | Tre glimt eller under tærskelværdien
2.3.2 | AAA | 2.0 | Three Flashes | Tre glimt
2.3.3 | AAA | 2.1 | Animation from Interactions | Animation ved interaktion
2.4.1 | A | 2.0 | Bypass Blocks | Spring over blokke
2.4.2 | A | 2.0 | Page Titled | Sidetitel
2.4.3 | A | 2.0 | Focus Order | Fokusrækkefølge
2.4.4 | A | 2.0 | Link Purpose (In Context) | Formål med links (i kontekst)
2.4.5 | AA | 2.0 | Multiple Ways | Flere måder
2.4.6 | AA | 2.0 | Headings and Labels | Overskrifter og ledetekster
2.4.7 | AA | 2.0 | Focus Visible | Synligt fokus
2.4.8 | AAA | 2.0 | Location | Placering
2.4.9 | AAA | 2.0 | Link Purpose (Link Only) | Formål med links (kun linket)
2.4.10 | AAA | 2.0 | Section Headings | Afsnitsoverskrifter
2.4.11 | AA | 2.2 | Focus Not Obscured (Minimum) | Fokus ikke dækket (minimum)
2.4.12 | AAA | 2.2 | Focus Not Obscured (Enhanced) | Fokus ikke dækket (forhøjet)
2.4.13 | AAA | 2.2 | Focus Appearance | Fokusmarkeringens udseende
2.5.1 | A | 2.1 | Pointer Gestures | Pegebevægelser
2.5.2 | A | 2.1 | Pointer Cancellation | Fortrydelse af pegehandling
2.5.3 | A | 2.1 | Label in Name | Ledetekst i navn
2.5.4 | A | 2.1 | Motion Actuation | Betjening ved bevægelse
2.5.5 | AAA | 2.1 | Target Size (Enhanced) | Størrelse på klikområde (forhøjet)
2.5.6 | AAA | 2.1 | Concurrent Input Mechanisms | Samtidige inputmetoder
2.5.7 | AA | 2.2 | Dragging Movements | Trækkebevægelser
2.5.8 | AA | 2.2 | Target Size (Minimum) | Størrelse på klikområde (minimum)
3.1.1 | A | 2.0 | Language of Page | Sidens sprog
3.1.2 | AA | 2.0 | Language of Parts | Sprog i dele af indholdet
3.1.3 | AAA | 2.0 | Unusual Words | Usædvanlige ord
3.1.4 | AAA | 2.0 | Abbreviations | Forkortelser
3.1.5 | AAA | 2.0 | Reading Level | Læseniveau
3.1.6 | AAA | 2.0 | Pronunciation | Udtale
3.2.1 | A | 2.0 | On Focus | Ved fokus
3.2.2 | A | 2.0 | On Input | Ved input
3.2.3 | AA | 2.0 | Consistent Navigation | Konsekvent navigation
3.2.4 | AA | 2.0 | Consistent Identification | Konsekvent identifikation
3.2.5 | AAA | 2.0 | Change on Request | Ændring efter anmodning
3.2.6 | A | 2.2 | Consistent Help | Konsekvent hjælp
3.3.1 | A | 2.0 | Error Identification | Identifikation af fejl
3.3.2 | A | 2.0 | Labels or Instructions | Ledetekster eller vejledninger
3.3.3 | AA | 2.0 | Error Suggestion | Forslag ved fejl
3.3.4 | AA | 2.0 | Error Prevention (Legal, Financial, Data) | Forebyggelse af fejl (juridisk, finansielt, data)
3.3.5 | AAA | 2.0 | Help | Hjælp
3.3.6 | AAA | 2.0 | Error Prevention (All) | Forebyggelse af fejl (alle)
3.3.7 | A | 2.2 | Redundant Entry | Gentagen indtastning
3.3.8 | AA | 2.2 | Accessible Authentication (Minimum) | Tilgængelig autentificering (minimum)
3.3.9 | AAA | 2.2 | Accessible Authentication (Enhanced) | Tilgængelig autentificering (forhøjet)
4.1.1 | A | 2.0 | Parsing | Parsing
4.1.2 | A | 2.0 | Name, Role, Value | Navn, rolle, værdi
4.1.3 | AA | 2.1 | Status Messages | Statusmeddelelser
"""  # noqa: E501

_REMOVED_IN = {"4.1.1": Wcag.V2_2}


def _criteria() -> dict[str, Criterion]:
    criteria = {}
    for line in _TABLE.strip().splitlines():
        number, level, introduced_in, english, danish = line.split(" | ")
        criteria[number] = Criterion(
            number, Level(level), Wcag(introduced_in), Text(da=danish, en=english), _REMOVED_IN.get(number)
        )
    return criteria


CRITERIA: Mapping[str, Criterion] = _criteria()
"""Every criterion of WCAG 2.0 to 2.2 by number, in number order."""

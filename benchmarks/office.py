"""How long an office document takes to read and judge, on one core: made files of every kind, and real ones if given.

Run with `.venv/bin/python -m benchmarks.office [FOLDER ...]`. The aim: a median of at most 40 ms a file.
"""

import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from crawler.documents.epub import read_epub
from crawler.documents.errors import DocumentError
from crawler.documents.office import read_office
from rules.catalogue import catalogue
from rules.document_evidence import DocumentEvidence, DocumentState, Family, Format
from rules.runner import judge_document
from tests.office.makers import (
    FIGURES,
    PROSE,
    docx,
    drawn,
    epub,
    odf_frame,
    odf_table,
    odp,
    odp_box,
    odp_page,
    ods,
    odt,
    paragraph,
    pptx,
    table,
    xlsx,
)

MEDIAN_MAX_MS = 40
OPEN_DOCUMENT = frozenset({"odt", "ods", "odp", "odg", "ott", "ots", "otp", "fodt", "fods", "fodp"})
OPEN_XML = frozenset({"docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "potx", "ppsx"})
PAGES = (1, 1, 2, 3, 4, 6, 8, 12, 16, 24, 40, 80)
"""Lengths of the made files, of each kind once; a page is some 12 paragraphs, a table and a picture."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, in milliseconds and megabytes."""

    files: int
    refused: int
    reading: tuple[float, ...]
    judging: tuple[float, ...]
    memory_mb: int


def measure(paths: Sequence[Path]) -> Figures:
    """Read and judge every file once; the catalogue is loaded before."""
    rules = catalogue()
    reading: list[float] = []
    judging: list[float] = []
    refused = 0
    for path in paths:
        started = time.perf_counter()
        try:
            evidence = _read(path)
        except DocumentError:
            refused += 1
            continue
        read = time.perf_counter()
        judge_document(evidence, rules)
        reading.append((read - started) * 1_000)
        judging.append((time.perf_counter() - read) * 1_000)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Figures(len(paths), refused, tuple(reading), tuple(judging), memory)


def made_files(folder: Path) -> list[Path]:
    """Make files of every kind and of many lengths in a folder."""
    paths = []
    for kind, make in _MAKERS.items():
        for number, pages in enumerate(PAGES):
            path = folder / f"{number}.{kind}"
            path.write_bytes(make(pages))
            paths.append(path)
    return paths


def real_files(folders: Sequence[str]) -> list[Path]:
    kinds = OPEN_DOCUMENT | OPEN_XML | {"epub"}
    found = (path for folder in folders for path in Path(folder).rglob("*"))
    return sorted(path for path in found if path.suffix[1:].lower() in kinds and path.is_file())


def _read(path: Path) -> DocumentEvidence:
    kind = path.suffix[1:].lower()
    url = path.name
    if kind == "epub":
        book = read_epub(path)
        return DocumentEvidence(
            url, url, DocumentState.READ, format=Format(kind, Family.EPUB), epub=book.facts
        )
    format_ = Format(kind, Family.OPEN_DOCUMENT if kind in OPEN_DOCUMENT else Family.OFFICE_OPEN_XML)
    return DocumentEvidence(
        url, url, DocumentState.READ, format=format_, office=read_office(path, format_).facts
    )


def _word(pages: int) -> bytes:
    page = (
        paragraph("Baggrund", "Heading1")
        + paragraph(PROSE) * 12
        + table(FIGURES * 4)
        + drawn("Kort over skoler")
    )
    return docx(page * pages)


def _text(pages: int) -> bytes:
    page = f'<text:h text:outline-level="1">Baggrund</text:h>{f"<text:p>{PROSE}</text:p>" * 12}'
    return odt(f"{page}{odf_table(FIGURES * 4)}<text:p>{odf_frame('Kort')}</text:p>" * pages)


_MAKERS: dict[str, Callable[[int], bytes]] = {
    "docx": _word,
    "odt": _text,
    "xlsx": lambda pages: xlsx(f"[sheet.append(['Skole', 'Nord', {pages}, 1]) for _ in range({pages * 60})]"),
    "ods": lambda pages: ods(odf_table(FIGURES * 20 * pages)),
    "pptx": lambda pages: pptx(
        f"[slides.slides.add_slide(slides.slide_layouts[1]) for _ in range({pages})]",
        f"[setattr(slide.shapes.title, 'text', {PROSE!r}) for slide in slides.slides]",
    ),
    "odp": lambda pages: odp(
        "".join(odp_page("Cykelstier", odp_box(PROSE), odf_frame("Kort")) for _ in range(pages))
    ),
    "epub": lambda pages: epub(f"<p>{PROSE}</p>" * 12 * pages),
}


def _rows(figures: Figures) -> Iterator[str]:
    for name, times in (("read", figures.reading), ("judge", figures.judging)):
        p95 = quantiles(times, n=20)[-1]
        yield f"  {name:<6} median {median(times):6.1f} ms   p95 {p95:6.1f} ms   most {max(times):7.1f} ms"
    yield f"  memory {figures.memory_mb} MB   files {figures.files}   refused {figures.refused}"


def main() -> int:
    with TemporaryDirectory() as folder:
        sets = {"made": made_files(Path(folder))}
        if sys.argv[1:]:
            sets["real"] = real_files(sys.argv[1:])
        medians = []
        for name, paths in sets.items():
            figures = measure(paths)
            print(name)
            print("\n".join(_rows(figures)))
            medians.append(median(figures.reading))
    return int(max(medians) > MEDIAN_MAX_MS)


if __name__ == "__main__":
    sys.exit(main())

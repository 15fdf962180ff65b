"""The version of a PDF: the catalog's, where it names a later one than the header."""

from pathlib import Path

import pikepdf
import pytest

from crawler.documents.reading import read


@pytest.mark.parametrize(
    ("header", "catalog", "version"), [("1.4", "1.7", "1.7"), ("1.7", "1.4", "1.7"), ("1.5", "", "1.5")]
)
def test_the_version_said_is_the_one_identified(
    tmp_path: Path, header: str, catalog: str, version: str
) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if catalog:
        pdf.Root.Version = pikepdf.Name(f"/{catalog}")
    path = tmp_path / "a.pdf"
    pdf.save(path, force_version=header)
    found = read(path).format
    assert found is not None
    assert (found.id, found.version) == (f"pdf-{version}", version)

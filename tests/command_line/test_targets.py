"""What the user names to be checked: addresses, host names, files and lists."""

from pathlib import Path

import pytest

from eftersyn.addresses_file import read_targets, target
from eftersyn.errors import InputError


def test_a_full_address_is_taken_as_it_is() -> None:
    assert target("http://127.0.0.1:8000/da/").address == "http://127.0.0.1:8000/da/"


def test_a_bare_host_name_is_taken_as_https() -> None:
    assert target("www.eksempelby.dk/kontakt").address == "https://www.eksempelby.dk/kontakt"


def test_a_local_file_becomes_a_file_address_and_keeps_its_given_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("side æ.html").write_text("<p>")
    found = target("side æ.html")
    assert found.given == "side æ.html"
    assert found.address == (tmp_path / "side æ.html").as_uri()
    assert found.is_file


@pytest.mark.parametrize(
    "given",
    ["", "no such thing", "missing.html", "./missing.pdf", "ftp://host/x", "https://", "mailto:a@b.dk"],
)
def test_what_is_neither_address_nor_file_is_refused(given: str) -> None:
    with pytest.raises(InputError, match="neither an address nor a file"):
        target(given)


def test_a_list_holds_one_address_a_line_with_comments(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\ufeff# mine\nhttp://a/1\n\n  http://a/2  \nhttp://a/1\n", encoding="utf-8")
    assert [one.given for one in read_targets(path)] == ["http://a/1", "http://a/2"]


def test_a_wrong_line_is_named_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("http://a/1\nwhat is this\n")
    with pytest.raises(InputError, match=r"list\.txt:2"):
        read_targets(path)


@pytest.mark.parametrize("content", [b"", b"# only a comment\n"])
def test_an_empty_list_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match="empty"):
        read_targets(path)


def test_a_list_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes("http://a/æ\n".encode("latin-1"))
    with pytest.raises(InputError, match="Save it as UTF-8"):
        read_targets(path)


def test_a_missing_list_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Cannot read the list"):
        read_targets(tmp_path / "none.txt")

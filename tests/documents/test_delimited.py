"""Tables as text: delimiter, width and ragged rows."""

from pathlib import Path

from crawler.documents.delimited import delimiter_of, read_delimited


def test_the_rows_that_differ_are_counted_and_named(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a;b;c\n1;2;3\n1;2\n\n1;2;3\n1;2;3;4\n1;2;3\n1;2;3\n", encoding="utf-8")
    found = read_delimited(path, "utf-8")
    assert (found.delimiter, found.column_count, found.row_count) == (";", 3, 7)
    assert found.ragged_count == 2
    assert found.ragged_rows == (3, 5)


def test_a_delimiter_inside_quotation_marks_is_part_of_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text('a,b\n"x, y",1\n"en\nlinje",2\nc,3\n', encoding="utf-8")
    assert read_delimited(path, "utf-8").ragged_count == 0


def test_a_spreadsheet_s_own_mark_names_the_delimiter() -> None:
    assert delimiter_of("sep=|\na|b\n", is_whole=True) == "|"


def test_a_cell_beyond_every_limit_is_skipped_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("a;b\n" * 5 + "x" * 200_000 + ";1\n" + "c;d\n" * 5, encoding="utf-8")
    found = read_delimited(path, "utf-8")
    assert found.row_count == 10

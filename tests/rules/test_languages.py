"""The language detector and the words it is asked with."""

import pytest

from rules import languages
from rules.languages import are_relatives, detect, is_detectable, language_name, primary_language
from rules.model import Language, Text
from rules.words import is_made_of, plain

DANISH = "Kommunen har åbent mandag til torsdag, og du kan altid skrive til os med digital post, så svarer vi hurtigt."
ENGLISH = "The municipality is open from Monday to Thursday, and you can always write to us by digital post any time."


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("da", "da"),
        ("da-DK", "da"),
        ("EN-gb", "en"),
        ("no", "no"),
        ("kl", "kl"),
        ("iw", "he"),
        ("zh-Hant-TW", "zh"),
    ],
)
def test_primary_language_of_valid_tags(tag: str, language: str) -> None:
    assert primary_language(tag) == language


@pytest.mark.parametrize("tag", ["", " ", "dan", "eng", "danish", "da_DK", "xx", "x-klingon", "da DK", "#1"])
def test_invalid_tags_have_no_language(tag: str) -> None:
    assert primary_language(tag) == ""


def test_each_piece_counts_with_its_letters() -> None:
    detected = detect([ENGLISH * 2, DANISH * 2], "da")
    assert detected.other == "en"
    assert 0.4 < detected.declared < 0.6
    assert 0.4 < detected.other_share < 0.6


def test_a_text_is_read_no_further_than_its_language_is_settled(monkeypatch) -> None:
    asked: list[str] = []
    beliefs = languages._beliefs

    def noted(text: str) -> dict[str, float]:
        asked.append(text)
        return beliefs(text)

    monkeypatch.setattr(languages, "_beliefs", noted)
    assert detect([DANISH] * 20, "da").declared >= 0.5
    assert len(asked) == 4  # of ten pieces: what lies between them is no longer passage


def test_a_long_passage_between_two_pieces_that_are_read_is_found() -> None:
    detected = detect([DANISH * 2, ENGLISH * 6, *[DANISH * 2] * 5], "da")
    assert detected.other == "en"
    assert detected.other_share * detected.letters >= 400


def test_detection_says_the_same_each_time() -> None:
    blocks = [DANISH, ENGLISH] * 30
    assert detect(blocks, "da") == detect(blocks, "da")


def test_a_text_without_letters_is_of_no_language() -> None:
    assert detect(["1234", "… 5678"], "da").other == ""
    assert detect([], "da").letters == 0


def test_norwegian_is_two_languages_and_kin_of_danish() -> None:
    assert is_detectable("no")
    assert are_relatives("no", "nn")
    assert are_relatives("da", "no")
    assert not are_relatives("da", "sv")
    assert not is_detectable("kl")


def test_languages_are_named_in_the_language_of_the_reader() -> None:
    message = Text(da="Teksten er på {detected}.", en="The text is in {detected}.")
    data = {"detected": language_name("en")}
    assert message.in_(Language.DA, data) == "Teksten er på engelsk (en)."
    assert message.in_(Language.EN, data) == "The text is in English (en)."


def test_a_language_without_a_name_here_is_named_by_its_code() -> None:
    assert language_name("kl") == {"da": "grønlandsk (kl)", "en": "Greenlandic (kl)"}
    assert language_name("zu") == {"da": "zu", "en": "zu"}


@pytest.mark.parametrize("text", ["Læs mere »", "LÆS  MERE…", "→ læs mere", "Læs mere her!"])
def test_case_arrows_and_punctuation_do_not_matter(text: str) -> None:
    assert is_made_of(plain(text), frozenset({"læs mere", "her"}))


@pytest.mark.parametrize("text", ["", "»", "læs", "læs mere om pas", "her mere"])
def test_other_texts_are_not_made_of_the_phrases(text: str) -> None:
    assert not is_made_of(plain(text), frozenset({"læs mere", "her"}))

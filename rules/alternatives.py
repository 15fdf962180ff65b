"""Text alternatives that are none: file names and stopgaps, in pages and documents alike."""

import re

from rules.words import plain, word_list

_EXTENSION = r"\.(jpe?g|jfif|png|gif|svg|webp|avif|bmp|tiff?|ico|heic|eps|psd|ai|indd)"
_FILE_NAME = re.compile(rf"^\S+{_EXTENSION}$", re.IGNORECASE)
_ENDS_AS_FILE_NAME = re.compile(rf"\w{_EXTENSION}$", re.IGNORECASE)
_CAMERA = re.compile(
    r"^(img|dsc|dscn|dscf|dcim|pxl|pict|mvimg|cimg|image|screenshot|unnamed)[-_]?\d{3,}[-_ (.\w)]*$",
    re.IGNORECASE,
)
_MACHINE_MADE = re.compile(
    r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*\d)(?=.*[a-f])[0-9a-f]{16,}|\d{9,})$",
    re.IGNORECASE,
)
# Long enough, and with a hyphen or a digit among its letters: a numbered call-out "1" from 1.png is as it should be.
_NAMED_BY_FILE = re.compile(r"^(?=.*[^\W\d])(?=.*[-\d])\S{6,}$")
_NUMBERED = re.compile(r"^(\D+?) ?\d{1,3}$")


def is_file_name(text: str) -> bool:
    """Whether the text is a file name, a camera's number or a machine's."""
    return any(pattern.match(text) for pattern in (_FILE_NAME, _CAMERA, _MACHINE_MADE))


def fault(name: str, source: str) -> str:
    """Return "file_name" or "stopgap" for an alternative that surely says nothing, or "".

    `source` is the name of the picture's file, "" when unknown.
    """
    stem = source.rsplit(".", 1)[0]
    if is_file_name(name):
        return "file_name"
    if source and name.casefold() == source.casefold() and _ENDS_AS_FILE_NAME.search(name):
        return "file_name"
    if "_" in name and " " not in name and name.casefold() == stem.casefold():
        return "file_name"
    return "stopgap" if plain(name) in word_list("image_words", "placeholder") else ""


def doubt(name: str, source: str) -> str:
    """Return "perhaps_file_name" or "only_kind" for an alternative that a person must look at, or ""."""
    words = plain(name)
    stem = source.rsplit(".", 1)[0]
    is_stem = bool(_NAMED_BY_FILE.match(name)) and name.casefold() == stem.casefold()
    if _ENDS_AS_FILE_NAME.search(name) or is_stem or ("_" in name and " " not in name):
        return "perhaps_file_name"
    numbered = _NUMBERED.match(words)
    if words in word_list("image_words", "kind") or (
        numbered and numbered[1].strip() in word_list("image_words", "placeholder")
    ):
        return "only_kind"
    return ""

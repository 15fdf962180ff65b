"""The report folder: made, checked, and filled in the forms the user asked for."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from eftersyn.errors import InputError
from reports import exports
from rules.model import Language, Text

STORE_NAME = "eftersyn.sqlite"


def prepare_folder(folder: Path) -> Path:
    """Return the folder, made if need be; raises InputError when it cannot be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The only sure test of a folder is to write in it: root, read-only mounts and quotas fool permission bits.
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise InputError(
            Text(
                f"Der kan ikke skrives i mappen {folder}: {os.strerror(error.errno or 0)}. Vælg en anden med --out.",
                f"Cannot write in the folder {folder}: {os.strerror(error.errno or 0)}. Choose another with --out.",
            )
        ) from error
    return folder


def write_formats(store: Path, folder: Path, formats: Sequence[str], language: Language) -> list[Path]:
    """Write the newest sweep of a store in each form and return the files to open."""
    written: list[Path] = []
    for form in dict.fromkeys(formats):
        if form == "html":
            from reports.publish import publish  # what writes web pages is of no use to the other forms

            # For the authority itself: a picture helps an editor most where an image is the fault.
            publish(store, folder, image_crops=True)
            written.append(folder / "index.html")
        else:
            written.append(exports.write(store, form, folder / exports.FILE_NAMES[form], language))
    return written

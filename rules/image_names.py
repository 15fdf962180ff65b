"""What names of picture files look like, wherever they are used for an alternative text."""

import re

EXTENSION = r"\.(jpe?g|jfif|png|gif|svg|webp|avif|bmp|tiff?|ico|heic|eps|psd|ai|indd)"
_FILE_NAME = re.compile(rf"^\S+{EXTENSION}$", re.IGNORECASE)
_CAMERA = re.compile(
    r"^(img|dsc|dscn|dscf|dcim|pxl|pict|mvimg|cimg|image|screenshot|unnamed)[-_]?\d{3,}[-_ (.\w)]*$",
    re.IGNORECASE,
)
_MACHINE_MADE = re.compile(
    r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*\d)(?=.*[a-f])[0-9a-f]{16,}|\d{9,})$",
    re.IGNORECASE,
)


def is_file_name(text: str) -> bool:
    """Whether the text is a file name, a camera's number or a machine's."""
    return any(pattern.match(text) for pattern in (_FILE_NAME, _CAMERA, _MACHINE_MADE))

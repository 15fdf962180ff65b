"""Checks cropped pictures before they are published: only real PNG and JPEG of sensible size."""

import struct
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
BYTES_MAX = 500_000
PIXELS_MAX = 4_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file ending and size in pixels."""

    suffix: str
    width: int
    height: int


def picture(image: bytes) -> Picture | None:
    """Return what a picture is, or None when it should not be published."""
    if len(image) > BYTES_MAX:
        return None
    size = (
        _png_size(image) if image.startswith(_PNG) else _jpeg_size(image) if image.startswith(_JPEG) else None
    )
    if size is None or not all(0 < side <= PIXELS_MAX for side in size):
        return None
    return Picture("png" if image.startswith(_PNG) else "jpg", *size)


def _png_size(image: bytes) -> tuple[int, int] | None:
    if image[12:16] != b"IHDR" or len(image) < 24:
        return None
    width, height = struct.unpack(">II", image[16:24])
    return width, height


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(image) and image[at] == 0xFF:
        marker, length = image[at + 1], int.from_bytes(image[at + 2 : at + 4], "big")
        # Start of frame: C0–CF but not the tables and marks that share the range.
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", image[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None

"""Writes OLE2 compound files (MS-CFB) with the streams it is given, for tests."""

import itertools
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_STREAM_MIN = 4096  # shorter ones would live in the mini stream, which this writer does not make
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass
class _Entry:
    name: str
    kind: int
    start: int = _END
    size: int = 0
    right: int = _NONE
    children: list[int] = field(default_factory=list)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file; a name `storage/stream` puts the stream in a storage of the root."""
    entries = [_Entry("Root Entry", _ROOT)]
    storages: dict[str, int] = {"": 0}
    sectors: list[bytes] = []
    chain: list[int] = []
    for path, content in streams.items():
        storage, _, name = path.rpartition("/")
        if storage not in storages:
            entries.append(_Entry(storage, _STORAGE, start=0))
            storages[storage] = len(entries) - 1
            entries[0].children.append(storages[storage])
        padded = content.ljust(_STREAM_MIN, b"\x00")
        entries.append(_Entry(name, _STREAM, len(sectors), len(padded)))
        entries[storages[storage]].children.append(len(entries) - 1)
        _add(padded, sectors, chain)
    for entry in entries:
        # A tree that only leans to the right: legal to read, and simple.
        ordered = sorted(entry.children, key=lambda at: (len(entries[at].name), entries[at].name.upper()))
        entry.children = ordered
        for one, following in itertools.pairwise(ordered):
            entries[one].right = following
    directory_start = len(sectors)
    _add(b"".join(map(_packed, entries)), sectors, chain)
    fat_count = 1
    while (len(sectors) + fat_count) * 4 > fat_count * _SECTOR:
        fat_count += 1
    fat_start = len(sectors)
    table = [*chain, *[_FAT] * fat_count]
    table += [_FREE] * (fat_count * _SECTOR // 4 - len(table))
    fat = struct.pack(f"<{len(table)}I", *table)
    header = struct.pack(
        "<8s16s5H6x9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
        0, fat_count, directory_start, 0, _STREAM_MIN, _END, 0, _END, 0,
    )  # fmt: skip
    places = [*range(fat_start, fat_start + fat_count)]
    header += struct.pack("<109I", *places, *[_FREE] * (109 - len(places)))
    return header + b"".join(sectors) + fat


def _add(content: bytes, sectors: list[bytes], chain: list[int]) -> None:
    pieces = [content[at : at + _SECTOR].ljust(_SECTOR, b"\x00") for at in range(0, len(content), _SECTOR)]
    first = len(sectors)
    sectors.extend(pieces)
    chain.extend([*range(first + 1, first + len(pieces)), _END])


def _packed(entry: _Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\x00\x00"
    child = entry.children[0] if entry.children else _NONE
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        name, len(name), entry.kind, 1, _NONE, entry.right, child, bytes(16), 0, 0, 0, entry.start, entry.size,
    )  # fmt: skip

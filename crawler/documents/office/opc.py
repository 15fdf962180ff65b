"""Packages of Office Open XML: content types, relationships, and the packaging rules of ISO/IEC 29500-2."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml.etree import _Element as Element

from crawler.documents.errors import DamagedError
from crawler.documents.office.package import Package
from rules.office_evidence import ITEMS_MAX, PackageFacts, PackageFault, PackageFaultKind

_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PARTS_WITHOUT_TYPE = frozenset({_CONTENT_TYPES.casefold()})
_JUNK = ("__macosx/", "[trash]/", "thumbs.db", ".ds_store")


@dataclass(frozen=True, slots=True)
class Relationship:
    """One relationship of a part. `type` is the last step of its type's address ("hyperlink"); `target` is a part's
    name, or an address when `is_external`."""

    id: str
    type: str
    target: str
    is_external: bool


class OpenXml:
    """The parts of an Office Open XML package and how they hang together."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._by_folded_name = {name.casefold(): name for name in package.names}
        self._relationships: dict[str, Mapping[str, Relationship]] = {}

    def main_part(self) -> str | None:
        """Return the name of the part that is the document; None when the package names none that is there."""
        for relationship in self.relationships("").values():
            if relationship.type == "officeDocument" and not relationship.is_external:
                name = self.name_of(relationship.target)
                if name is not None:
                    return name
        if self.name_of(_CONTENT_TYPES) is None:
            raise DamagedError("a zip file, but no Office package")
        return None

    def name_of(self, target: str) -> str | None:
        """Return a part's name as the zip file spells it, or None when it is not there. Part names ignore case."""
        return target if target in self.package else self._by_folded_name.get(target.casefold())

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """Return the relationships of a part by id; of the package for ""."""
        known = self._relationships.get(part)
        if known is None:
            known = {}
            for relationship in self._read_relationships(part):
                known.setdefault(relationship.id, relationship)
            self._relationships[part] = known
        return known

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Yield the names of the parts that `part` has relationships of one kind with."""
        for relationship in self.relationships(part).values():
            if relationship.type == kind and not relationship.is_external:
                name = self.name_of(relationship.target)
                if name is not None:
                    yield name

    def target(self, part: str, relationship_id: str | None) -> str:
        """Return the name or address that a relationship of `part` leads to, or ""."""
        relationship = self.relationships(part).get(relationship_id or "")
        return relationship.target if relationship else ""

    def parse_related(self, part: str, kind: str) -> Element | None:
        """Return the root of the first related part of a kind, or None."""
        name = next(self.related(part, kind), None)
        return None if name is None else self.package.parse_if_there(name)

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        root = self.package.parse_if_there(self.name_of(relationships_name(part)) or "")
        if root is None:
            return
        for element in root.iter(_RELATIONSHIP):
            target = element.get("Target") or ""
            is_external = (element.get("TargetMode") or "").lower() == "external"
            yield Relationship(
                element.get("Id") or "",
                (element.get("Type") or "").rsplit("/", 1)[-1],
                target if is_external else resolve(part, target),
                is_external,
            )


def relationships_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(part: str, target: str) -> str:
    """Return the part name that a relationship's target means, seen from the part that has it.

    A target that climbs out of the package keeps its leading "..".
    """
    path = unquote(target.split("#", 1)[0].replace("\\", "/"))
    if not path:
        return part
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), path))


def check_package(document: OpenXml) -> PackageFacts:
    """Return how the package keeps the packaging rules."""
    faults = [*_type_faults(document), *_relationship_faults(document)]
    faults.extend(
        PackageFault(PackageFaultKind.NAME_TWICE, name[:200]) for name in document.package.names_twice
    )
    return PackageFacts(len(document.package.names), len(faults), tuple(faults[:ITEMS_MAX]))


def _type_faults(document: OpenXml) -> Iterator[PackageFault]:
    name = document.name_of(_CONTENT_TYPES)
    if name is None:
        yield PackageFault(PackageFaultKind.CONTENT_TYPES_MISSING, _CONTENT_TYPES)
        return
    root = document.package.parse_if_there(name)
    if root is None:
        yield PackageFault(PackageFaultKind.PART_UNREADABLE, name)
        return
    defaults = {(element.get("Extension") or "").casefold() for element in root.iter(f"{_TYPES}Default")}
    overrides = {
        (element.get("PartName") or "").lstrip("/").casefold() for element in root.iter(f"{_TYPES}Override")
    }
    for part in document.package.names:
        folded = part.casefold()
        if folded in _PARTS_WITHOUT_TYPE or any(junk in folded for junk in _JUNK):
            continue
        extension = folded.rsplit(".", 1)[-1] if "." in folded.rsplit("/", 1)[-1] else ""
        if folded not in overrides and unquote(folded) not in overrides and extension not in defaults:
            yield PackageFault(PackageFaultKind.CONTENT_TYPE_MISSING, part[:200])


def _relationship_faults(document: OpenXml) -> Iterator[PackageFault]:
    main_parts = [found for found in document.relationships("").values() if found.type == "officeDocument"]
    if document.main_part() is None:
        yield PackageFault(PackageFaultKind.MAIN_PART_MISSING, "_rels/.rels")
    if len(main_parts) > 1:
        yield PackageFault(PackageFaultKind.MAIN_PART_TWICE, main_parts[1].target[:200])
    for name in document.package.names:
        if not name.casefold().endswith(".rels"):
            continue
        root = document.package.parse_if_there(name)
        if root is None:
            yield PackageFault(PackageFaultKind.PART_UNREADABLE, name[:200])
            continue
        yield from _faults_of_relationships(document, name, root)


def _faults_of_relationships(document: OpenXml, name: str, root: Element) -> Iterator[PackageFault]:
    folder, file_name = posixpath.split(name)
    part = posixpath.join(posixpath.dirname(folder), file_name.removesuffix(".rels"))
    seen: set[str] = set()
    for element in root.iter(_RELATIONSHIP):
        identifier, target = element.get("Id") or "", element.get("Target") or ""
        if identifier in seen:
            yield PackageFault(PackageFaultKind.RELATIONSHIP_TWICE, name[:200], identifier[:100])
        seen.add(identifier)
        if (element.get("TargetMode") or "").lower() == "external" or target.startswith("#"):
            continue
        resolved = resolve(part, target)
        if resolved.startswith("../") or "://" in target:
            yield PackageFault(PackageFaultKind.TARGET_OUTSIDE, name[:200], target[:200])
        elif document.name_of(resolved) is None and target.upper() != "NULL":
            # Office itself writes "NULL" for a picture that was removed
            yield PackageFault(PackageFaultKind.TARGET_MISSING, name[:200], target[:200])

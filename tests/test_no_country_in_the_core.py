"""What differs from country to country is data: no module but those named here knows Denmark."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("crawler", "eftersyn", "reports", "rules")

# Modules that are data or vocabulary, or that serve made-up Danish authorities, each with its reason.
MAY_NAME_IT = {
    "crawler/page_roles.py": "vocabulary of page names, Danish beside English",
    "crawler/registry.py": "the Danish company number and the bundled Danish list",
    "crawler/registry_messages.py": "what is wrong with a Danish company number",
    "reports/privacy.py": "masks of Danish personal numbers and telephone numbers",
    "eftersyn/demonstration": "made-up Danish authorities",
}

NAMES = re.compile(
    r"denmark|danmark|digitaliseringsstyrelsen|digst|was\.dk|webtilgængelighedslov|bekendtgørelse|"
    r"\blov nr|\bBEK nr|mitid|nemlog|borger\.dk|(?<![\w.])/was\b",
    re.IGNORECASE,
)
# Examples for people to read are not knowledge: "eftersyn check https://www.eksempel.dk".
EXAMPLES = re.compile(r"https?://www\.(?:eksempel|example)\.(?:dk|org)\S*")


def modules() -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    names = [path.relative_to(ROOT).as_posix() for path in found]
    return [
        path
        for path, name in zip(found, names, strict=True)
        if not any(name == allowed or name.startswith(f"{allowed}/") for allowed in MAY_NAME_IT)
    ]


def strings(path: Path) -> list[str]:
    """Return the string literals of a module, its docstrings too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_string_of_the_core_names_a_danish_host_law_or_agency(path: Path) -> None:
    named = [text for text in strings(path) if NAMES.search(EXAMPLES.sub("", text))]
    assert named == []


def test_the_exceptions_exist_and_the_search_finds_what_it_is_for() -> None:
    assert all((ROOT / name).exists() for name in MAY_NAME_IT)
    assert len(modules()) > 100
    profile = (ROOT / "rules/countries/dk.toml").read_text(encoding="utf-8")
    assert {"digst", "Danmark", "Denmark", "LOV nr"} <= set(NAMES.findall(profile))


def test_templates_name_no_country_either() -> None:
    for template in (ROOT / "reports/site/templates").glob("*.html"):
        assert not NAMES.search(template.read_text(encoding="utf-8")), template.name

"""`make`: it lists its targets, and each thing that is missing is named with what to do, before anything is fetched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOLS = ("make", "bash", "sh", "awk", "touch", "rm", "env")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A folder with the Makefile and, in `bin`, the few tools that every machine has."""
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        found = shutil.which(tool)
        if found is None:
            pytest.skip(f"this machine has no {tool}")
        (tmp_path / "bin" / tool).symlink_to(found)
    for name in ("Makefile", "package.json", "package-lock.json", ".npmrc", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def program(machine: Path, name: str, text: str) -> None:
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


def make(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments],
        cwd=machine,
        env=environment | {"PATH": str(machine / "bin")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_make_alone_lists_the_targets_a_newcomer_needs(machine: Path) -> None:
    done = make(machine)
    assert done.returncode == 0, done.stderr
    for target in ("setup", "demo", "test"):
        assert f"\n  {target} " in done.stdout


def test_a_missing_python_is_named(machine: Path) -> None:
    done = make(machine, ".venv/bin/python")
    assert done.returncode != 0
    assert "apt-get install python3 python3-venv" in done.stderr


def test_an_old_python_is_named_with_its_version(machine: Path) -> None:
    program(machine, "python3", 'case "$1" in -c) exit 1;; esac; echo Python 3.9.2')
    done = make(machine, ".venv/bin/python")
    assert done.returncode != 0
    assert "Python 3.9.2; Eftersyn needs Python 3.11 or newer" in done.stderr


def test_a_python_without_venv_is_named(machine: Path) -> None:
    program(machine, "python3", 'case "$2" in *ensurepip*) exit 1;; esac')
    done = make(machine, ".venv/bin/python")
    assert done.returncode != 0
    assert "apt-get install python3-venv" in done.stderr
    assert not (machine / ".venv").exists()


def test_a_missing_npm_is_named(machine: Path) -> None:
    done = make(machine, "node_modules/.stamp")
    assert done.returncode != 0
    assert "npm is missing" in done.stderr
    assert "apt-get install npm" in done.stderr


def test_npm_without_node_is_named(machine: Path) -> None:
    program(machine, "npm", "exec node")
    done = make(machine, "node_modules/.stamp")
    assert done.returncode != 0
    assert "Node.js is missing" in done.stderr
    assert not (machine / "node_modules").exists()

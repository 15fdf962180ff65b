"""What the user calls this program by: the name to give in every command we suggest."""

import shlex
import shutil
import sys
from pathlib import Path


def program() -> str:
    """Return `eftersyn` where the shell finds this very program by that name, else how it was called."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return shlex.join([sys.executable, "-m", "eftersyn"])
    found = shutil.which(called.name)
    if found is not None and called.exists() and Path(found).samefile(called):
        return called.name
    return shlex.quote(sys.argv[0])


def command(*arguments: str | Path) -> str:
    """Return a command to suggest, ready to be pasted into a shell."""
    return f"{program()} {shlex.join(map(str, arguments))}"

"""The exit codes of the command line: the contract that CI jobs rely on."""

from enum import IntEnum


class ExitCode(IntEnum):
    """By precedence where several hold: 2, 4, 130, 3, 5, 1, 0."""

    DONE = 0
    FAULTS = 1
    BAD_INPUT = 2
    NOT_SOUND = 3
    BROWSER = 4
    BUDGET = 5
    INTERRUPTED = 130


_PRECEDENCE = (
    ExitCode.BAD_INPUT,
    ExitCode.BROWSER,
    ExitCode.INTERRUPTED,
    ExitCode.NOT_SOUND,
    ExitCode.BUDGET,
    ExitCode.FAULTS,
    ExitCode.DONE,
)


def worst(*codes: ExitCode) -> ExitCode:
    """Return the code that takes precedence."""
    return min(codes, key=_PRECEDENCE.index, default=ExitCode.DONE)

"""Errors of the command line: what the user asked for cannot be done as asked."""

from rules.model import Text


class InputError(Exception):
    """Raised when arguments, configuration or input files are wrong, by the commands; ends with exit code 2."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

"""The language of the terminal: --lang, else EFTERSYN_LANG, else the locale, else English."""

from collections.abc import Callable, Mapping, Sequence

from rules.model import Language, Text

Translate = Callable[[str, str], str]
"""Picks one of two texts, Danish first."""


def split_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[Language, list[str]]:
    """Return the language to speak and the arguments without --lang, wherever it stood.

    Known before the command line is parsed, because help and errors need it. Raises ValueError for another language.
    """
    rest: list[str] = []
    chosen: str | None = None
    remaining = iter(arguments)
    for argument in remaining:
        if argument == "--":
            rest += [argument, *remaining]
        elif argument == "--lang":
            chosen = next(remaining, "")
        elif argument.startswith("--lang="):
            chosen = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
    if chosen is not None:
        return Language(chosen), rest
    return _of_environment(environment), rest


def _of_environment(environment: Mapping[str, str]) -> Language:
    for variable in ("EFTERSYN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return Language.DA if value.lower().startswith("da") else Language.EN
    return Language.EN


def translator(language: Language) -> Translate:
    """Return a function that picks the Danish or the English text."""

    def pick(da: str, en: str) -> str:
        return Text(da, en).in_(language)

    return pick

"""Link texts that say nothing, and surroundings that say more: shared by the rules about pages and documents."""

from rules.words import is_made_of, plain, word_list


def says_nothing(text: str) -> bool:
    """Whether a link's text is made only of phrases that would fit any link ("læs mere her")."""
    return is_made_of(plain(text), word_list("link_words", "phrases"))


def has_words(text: str) -> bool:
    """Whether a text says more than phrases like the links' own: one word of three letters or more."""
    words = plain(text)
    phrases, filler = word_list("link_words", "phrases"), word_list("link_words", "filler")
    if not words or is_made_of(words, phrases):
        return False
    rest = [word for word in words.split() if word not in phrases and word not in filler]
    return any(sum(map(str.isalpha, word)) >= 3 for word in rest) or _is_unspaced(words)


def _is_unspaced(words: str) -> bool:
    return any(ord(character) > 0x2E80 for character in words)

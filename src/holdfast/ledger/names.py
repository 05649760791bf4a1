"""Names of accounts: what stands on a screen is the name, and no two look alike by a trick."""

import unicodedata

from holdfast.errors import AccessError

LONGEST_NAME = 64
_LOOKALIKE_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})


def fit_name(name: str) -> str:
    """The name as it is kept: composed, without spaces around it.

    Raises:
        AccessError: it is empty or too long, it holds characters that no screen shows, or it mixes
            alphabets whose letters look alike within one word, so that it could pass for another.
    """
    plain = unicodedata.normalize("NFC", name).strip()
    if not 1 <= len(plain) <= LONGEST_NAME:
        message = f"A name has between 1 and {LONGEST_NAME} characters."
        raise AccessError(message, code="bad-name")
    if any(unicodedata.category(letter)[0] == "C" for letter in plain) or not _is_one_line(plain):
        message = "The name holds characters that no screen shows. Type it again, letter by letter."
        raise AccessError(message, code="bad-name")
    if any(len(_scripts(word)) > 1 for word in plain.split()):
        message = (
            "A word of the name mixes alphabets whose letters look alike, so that it could pass "
            "for another name. Write each word in one alphabet."
        )
        raise AccessError(message, code="bad-name")
    return plain


def _is_one_line(name: str) -> bool:
    return len(name.splitlines()) == 1


def _scripts(word: str) -> set[str]:
    """Which of the alphabets that look alike a word is written in."""
    first_words = {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
    return first_words & _LOOKALIKE_SCRIPTS

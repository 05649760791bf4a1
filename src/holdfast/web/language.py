"""Texts of the interface, by language; what a language does not have yet is said in English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LANGUAGES = {"en": "English", "uk": "Українська", "ru": "Русский"}
FALLBACK = "en"
PARTS = ("", "table.", "record.", "morning.", "day_after.", "mediation.")
"""The files of a language: what every page shares, and what a page has of its own."""


@dataclass(frozen=True)
class Texts:
    """The texts of one language; call it with a key such as ``nav.space`` and what to put in."""

    language: str
    known: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text, in English where this language does not have it yet."""
        text = self.known.get(key) or texts(FALLBACK).known[key]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        """True when there is such a text in this very language."""
        return key in self.known


@cache
def texts(language: str) -> Texts:
    """Every text of a language, its keys joined by full stops."""
    folder = files("holdfast.web") / "texts"
    found: dict[str, str] = {}
    for part in PARTS:
        text = (folder / f"{part}{language}.toml").read_text(encoding="utf-8")
        found.update(_flat(tomllib.loads(text)))
    return Texts(language, found)


def _flat(table: Mapping[str, object], before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{before}{key}.")
        else:
            found.append((before + key, str(value)))
    return found


def chosen_language(cookie: str, accepted: str) -> str:
    """The language that was chosen before, or the first accepted one that there is.

    >>> chosen_language("", "de-CH, uk;q=0.8, en;q=0.5"), chosen_language("ru", "uk")
    ('uk', 'ru')
    """
    if cookie in LANGUAGES:
        return cookie
    wanted = []
    for rank, item in enumerate(accepted[:200].split(",")):
        name, _, quality = item.strip().partition(";q=")
        try:
            wanted.append((-float(quality or 1), rank, name.split("-")[0].lower()))
        except ValueError:
            continue
    return next((name for _, _, name in sorted(wanted) if name in LANGUAGES), FALLBACK)

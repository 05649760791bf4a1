"""Hostile files get a clear answer in bounded time and memory, and nothing of them is run."""

import os
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from holdfast.dossier import check, starter
from holdfast.errors import InputError

SECONDS = 30.0
"""Of a processor's time, far more than any of these files takes: three at most."""
MEMORY = 64 * 2**20

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
NESTED_BLOCK = "".join(f"{' ' * n}a:\n" for n in range(1000))
HEAD = "holdfast: 1\ntitle: Talks\n"
MANY = range(30_000)


def sound(**sections: str) -> str:
    """A small sound dossier with some of its sections replaced."""
    parts = {
        "holdfast": "1",
        "title": "Talks",
        "parties": "{north: {name: North, roles: principal}}",
        "issues": "{line: {title: Line, options: {stay: Stay, go: Go}}}",
    }
    return "".join(f"{key}: {value}\n" for key, value in (parts | sections).items())


TEXTS: dict[str, tuple[str, set[str]]] = {
    "alias bomb": (LAUGHS, {"anchors-refused"}),
    "alias within itself": (sound(about="&a [*a]"), {"anchors-refused"}),
    "merge bomb": (sound(about="{<<: [{a: b}, {a: b}]}"), {"anchors-refused"}),
    "anchored key": (sound(tracks="{&a military: Military}"), {"anchors-refused"}),
    "object tag": (sound(about="!!python/object/apply:os.system ['true']"), {"tags-refused"}),
    "tag on a map": (sound(parties="!x {north: {}}"), {"tags-refused"}),
    "directive": ("%YAML 1.1\n---\n" + sound(), {"directive-refused"}),
    "tag directive": ("%TAG ! tag:x.y,2000:\n---\n" + sound(), {"directive-refused"}),
    "many documents": ("---\na: b\n" * 20_000, {"several-documents"}),
    "deep brackets": ("a: " + "[" * 100_000, {"too-deep", "yaml-syntax"}),
    "deep braces": ("{a: " * 50_000, {"too-deep", "yaml-syntax"}),
    "deep blocks": (NESTED_BLOCK, {"too-deep"}),
    "deep hyphens": ("- " * 50_000 + "x", {"too-deep"}),
    "long text": (sound(about="x" * 1_500_000), {"text-too-long"}),
    "long quoted text": (sound(about='"' + "x\\n" * 500_000 + '"'), {"text-too-long"}),
    "long key": (sound(**{"k" * 500: "x"}), {"unknown-key"}),
    "longest key": ("? " + "k" * 1_500_000 + "\n: x\n", {"text-too-long"}),
    "many values": (sound(about="[" + "1," * 400_000 + "1]"), {"too-many-values"}),
    "many duplicate keys": (sound() + "date: 2026-01-01\n" * 30_000, {"duplicate-key"}),
    "many unknown keys": (sound() + "".join(f"k{n}: x\n" for n in MANY), {"unknown-key"}),
    "map as a key": (sound(tracks="{{a: b}: c, [d]: e}"), {"key-not-text"}),
    "giant number": (sound(views=f"{{north: {{no_deal: {'9' * 19_000}}}}}"), {"bad-number"}),
    "giant exponent": (sound(views="{north: {no_deal: 1e999999999}}"), {"bad-number"}),
    "not a number": (sound(views="{north: {no_deal: .nan..inf}}"), {"bad-number"}),
    "many dots": (sound(views=f"{{north: {{no_deal: 1{'.' * 9_000}2}}}}"), {"bad-number"}),
    "octal": (sound(views="{north: {no_deal: 0o17}}"), {"bad-number"}),
    "foreign digits": (sound(views="{north: {no_deal: \u0663\u0664}}"), {"bad-number"}),
    "long list": (
        sound(views=f"{{north: {{red_lines: [{'x, ' * 30_000}]}}}}"),
        {"wrong-kind"},
    ),
    "many names of one kind": (
        sound(evidence="{}", links=f"[{{id: x, never: {{line: go}}, because: {[*MANY]}}}]"),
        {"unknown-evidence"},
    ),
    "many things and many wrong names": (
        sound(
            tracks="{" + ", ".join(f"track-{n}: T" for n in range(15_000)) + "}",
            issues="{"
            + ", ".join(
                f"i{n}: {{title: T, track: tracks-{n}, options: {{a: A, b: B}}}}"
                for n in range(5_000)
            )
            + "}",
        ),
        {"unknown-track"},
    ),
    "many options barred": (
        sound(
            issues="{line: {title: T, options: {"
            + ", ".join(f"o{n}: O" for n in range(5_000))
            + "}}}",
            links="["
            + ", ".join(f"{{id: l{n}, never: {{line: o{n}}}}}" for n in range(5_000))
            + "]",
        ),
        set(),
    ),
    "escaped control character": (sound(about='"\\0\\a"'), {"unprintable-text"}),
    "escaped half of a character": (sound(about='"\\ud800"'), {"unprintable-text", "yaml-syntax"}),
    "nothing but comments": ("# a\n" * 200_000, {"empty-file"}),
    "nothing but lines": ("x\n" * 200_000, {"yaml-syntax", "wrong-kind", "text-too-long"}),
    "every line broken": ("a: b: c\n" * 100_000, {"yaml-syntax"}),
    "every part broken": (
        "".join(f"k{n}:\n  a: [\n  b: 'x\n" for n in range(20_000)),
        {"yaml-syntax"},
    ),
    "open quote": (HEAD + "about: 'x\n" + "more\n" * 50_000, {"yaml-syntax", "missing-key"}),
    "tabs": (sound() + "tracks:\n\tmilitary: Military\n", {"yaml-syntax"}),
    "a list": ("- a\n- b\n", {"wrong-kind"}),
    "a word": ("dossier\n", {"wrong-kind"}),
}
BYTES: dict[str, tuple[bytes, str]] = {
    "utf-16 little": (starter().encode("utf-16"), "not-utf8"),
    "utf-16 big": (b"\xfe\xff" + starter().encode("utf-16-be"), "not-utf8"),
    "utf-32": (starter().encode("utf-32"), "not-utf8"),
    "utf-16 unmarked": (starter().encode("utf-16-le"), "not-text"),
    "latin-1": (sound(about="caf\xe9").encode("latin-1"), "not-utf8"),
    "cut off character": (sound(about="caf\xe9").encode()[:-2], "not-utf8"),
    "overlong character": (b"title: \xc0\xaf\n", "not-utf8"),
    "nul bytes": (sound(about="x\0y").encode(), "not-text"),
    "escape sequences": (sound(about="\x1b[2J").encode(), "not-text"),
    "line separators": (sound(about="a\u2028b: c").encode(), "not-text"),
    "noise": (random.Random(1).randbytes(100_000), "not-utf8"),
    "compressed": (b"\x1f\x8b\x08\x00" + bytes(1000), "not-utf8"),
}


def measured(path: Path) -> list[str]:
    """The codes of a file's faults, found in bounded time."""
    began = time.thread_time()
    faults = check(path).faults
    assert time.thread_time() - began < SECONDS
    assert all(len(str(fault)) < 1_000 for fault in faults)
    assert len(faults) <= 201
    return [fault.code for fault in faults]


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_gets_a_clear_answer(name: str, tmp_path: Path) -> None:
    """The faults are those that the file deserves, and few kinds of them."""
    text, codes = TEXTS[name]
    path = tmp_path / "dossier.yaml"
    path.write_text(text, encoding="utf-8")
    found = set(measured(path)) - {"too-many-faults"}
    assert found & codes or not codes
    assert found <= codes | {"missing-key", "unknown-key", "wrong-kind", "empty-value"}


@pytest.mark.parametrize("name", ["alias bomb", "deep brackets", "long text", "every part broken"])
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    """What would grow without bounds takes little memory."""
    path = tmp_path / "dossier.yaml"
    path.write_text(TEXTS[name][0], encoding="utf-8")
    tracemalloc.start()
    try:
        check(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEMORY


@pytest.mark.parametrize("name", BYTES)
def test_other_bytes_than_text_are_refused(name: str, tmp_path: Path) -> None:
    """A file that is not UTF-8 text is unusable, and the answer says where."""
    data, code = BYTES[name]
    path = tmp_path / "dossier.yaml"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        measured(path)
    assert caught.value.code == code
    assert "dossier.yaml" in caught.value.message


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    """A file over the limit is refused for its size."""
    path = tmp_path / "dossier.yaml"
    with path.open("wb") as file:
        file.write(b"title: ")
        file.truncate(100 * 2**20)
    with pytest.raises(InputError) as caught:
        measured(path)
    assert caught.value.code == "file-too-large"


def link_out(folder: Path) -> str:
    """A link out of the folder."""
    secret = folder.parent / "secret.yaml"
    secret.write_text("tracks: {secret-track: Secret}\n", encoding="utf-8")
    (folder / "part.yaml").symlink_to(secret)
    return "part.yaml"


def folder_link_out(folder: Path) -> str:
    """A link to a folder outside."""
    (folder.parent / "secret.yaml").write_text("tracks: {secret-track: S}\n", encoding="utf-8")
    (folder / "parts").symlink_to(folder.parent)
    return "parts/secret.yaml"


def link_circle(folder: Path) -> str:
    """A link that leads to itself."""
    (folder / "part.yaml").symlink_to(folder / "part.yaml")
    return "part.yaml"


def pipe(folder: Path) -> str:
    """A pipe, from which reading would never end."""
    os.mkfifo(folder / "part.yaml")
    return "part.yaml"


def circle(folder: Path) -> str:
    """A file that includes the dossier that includes it."""
    (folder / "part.yaml").write_text("include: [dossier.yaml]\n", encoding="utf-8")
    return "part.yaml"


def twice(folder: Path) -> str:
    """One file under two names."""
    (folder / "part.yaml").write_text("tracks: {a: A}\n", encoding="utf-8")
    (folder / "again.yaml").symlink_to(folder / "part.yaml")
    return "[part.yaml, again.yaml]"


def large(folder: Path) -> str:
    """A file over the limit."""
    (folder / "part.yaml").write_bytes(b"#" * (3 * 2**20))
    return "part.yaml"


def large_together(folder: Path) -> str:
    """Files that are over the limit together."""
    for n in range(3):
        (folder / f"part-{n}.yaml").write_bytes(b"#" * (2**20 - 1))
    return "[part-0.yaml, part-1.yaml, part-2.yaml]"


def crowd(folder: Path) -> str:
    """More files than may be included."""
    for n in range(70):
        (folder / f"part-{n}.yaml").write_text(f"tracks: {{t{n}: T}}\n", encoding="utf-8")
    return "[" + ", ".join(f"part-{n}.yaml" for n in range(70)) + "]"


def garbled(folder: Path) -> str:
    """A file in another encoding."""
    (folder / "part.yaml").write_bytes("tracks: {a: A}\n".encode("utf-16"))
    return "part.yaml"


@pytest.mark.parametrize(
    ("include", "codes"),
    [
        ("../secret.yaml", {"file-outside"}),
        ("parts/../../secret.yaml", {"file-outside"}),
        ("/etc/passwd", {"file-outside"}),
        ("C:\\secret.yaml", {"file-outside"}),
        ("..\\secret.yaml", {"file-outside"}),
        ("'con: x'", {"file-outside"}),
        (".", {"file-outside"}),
        ("dossier.yaml", {"include-repeated"}),
        ("[[[a]]]", {"wrong-kind"}),
        ("{a: b}", {"wrong-kind"}),
        (link_out, {"file-outside"}),
        (folder_link_out, {"file-outside"}),
        (link_circle, {"include-not-found"}),
        (pipe, {"include-unreadable"}),
        (circle, {"include-nested"}),
        (twice, {"include-repeated"}),
        (large, {"include-unreadable"}),
        (large_together, {"include-unreadable", "empty-file"}),
        (crowd, {"too-many-includes"}),
        (garbled, {"include-unreadable"}),
    ],
)
def test_includes_stay_in_the_folder_and_end(
    include: str | Callable[[Path], str], codes: set[str], tmp_path: Path
) -> None:
    """What is included is a modest file in the dossier's own folder, once, or a fault."""
    folder = tmp_path / "talks"
    folder.mkdir()
    name = include if isinstance(include, str) else include(folder)
    path = folder / "dossier.yaml"
    path.write_text(sound(include=name), encoding="utf-8")
    assert set(measured(path)) == codes


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to(path)])
def test_what_is_no_file_is_refused(make: Callable[[Path], object], tmp_path: Path) -> None:
    """A folder, a pipe or a circle of links in the dossier's place is unusable at once."""
    path = tmp_path / "dossier.yaml"
    make(path)
    with pytest.raises(InputError):
        check(tmp_path)


@pytest.mark.parametrize("name", ["x" * 300, "\u00e9" * 200, "a\0b", "x/" * 3000])
def test_names_that_no_file_can_have(name: str, tmp_path: Path) -> None:
    """As a dossier they are unusable, as an included file or a source they are not there."""
    with pytest.raises(InputError):
        check(tmp_path / name)
    (tmp_path / "dossier.yaml").write_text(
        sound(
            include=f'["{"e" * 239}", "{chr(233) * 200}"]',
            sources=f'{{s: {{title: S, file: "{chr(233) * 200}"}}}}',
        ),
        encoding="utf-8",
    )
    assert set(measured(tmp_path / "dossier.yaml")) == {"include-not-found"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The answer names the file without the way to it on this machine."""
    with pytest.raises(InputError) as caught:
        check(tmp_path / "nowhere.yaml")
    assert caught.value.code == "file-missing"
    assert "nowhere.yaml" in caught.value.message
    assert str(tmp_path) not in caught.value.message

"""Every page keeps to the policy, and every text that a page asks for is there."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

import workbenches
from holdfast.desk.seats import House
from holdfast.dossier import parse, write
from holdfast.web.language import FALLBACK, LANGUAGES, texts
from workbenches import Browser, browsing

TEMPLATES = workbenches.REPOSITORY / "src" / "holdfast" / "web" / "templates"
STATIC = workbenches.REPOSITORY / "src" / "holdfast" / "web" / "static" / "app"
PATHS = [
    "/table",
    "/positions",
    "/positions/north",
    "/positions/north/dam",
    "/space",
    "/red-lines/whole",
    "/brief/whole",
    "/no-such-page",
]
TRANSLATED = ("sign_in.", "lock.", "nav.", "ribbon.")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A demonstration of small talks."""
    return workbenches.cheap_house(tmp_path_factory.mktemp("house"), workbenches.small_talks())


@pytest.fixture(scope="module")
def browser(house: House) -> Iterator[Browser]:
    """A mediator's browser."""
    with browsing(house) as found:
        yield found.enter("Mediator")


@pytest.mark.parametrize("path", PATHS)
def test_nothing_stands_inline(browser: Browser, path: str) -> None:
    """No style, no script and no handler stands in a page; nothing comes from elsewhere."""
    page = browser.get(path).text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page)


@pytest.mark.parametrize(
    "path", ["/table", "/positions", "/space", "/red-lines/whole", "/brief/whole"]
)
def test_every_page_says_who_can_see_it(browser: Browser, path: str) -> None:
    """The ribbon names everyone who can open all that the page was put together from."""
    ribbon = browser.get(path).text.split('class="ribbon')[1].split("</div>")[0]
    assert "Mediator and Second mediator alone" in ribbon


def test_the_ribbon_of_a_delegation_names_its_own(house: House) -> None:
    """A delegation reads that the mediators can see its page, and nobody else."""
    with browsing(house) as browser:
        page = browser.enter("South").get("/positions").text
    ribbon = page.split('class="ribbon')[1].split("</div>")[0]
    assert "Mediator, Second mediator and South alone" in ribbon
    assert "See as" not in ribbon


def test_a_brief_that_is_kept_names_the_sum_of_the_dossier_it_was_drawn_from(house: House) -> None:
    """That of the file which would be written of what its reader can open."""
    with browsing(house) as browser:
        file = browser.enter("North").get("/brief/file").text
    seat = house.sign_in("North", house.demonstration["North"])
    found = sha256(write(seat.look().dossier).encode()).hexdigest()[:16]
    assert f'SHA-256 <span class="hash">{found}' in file


def test_every_text_that_a_page_asks_for_is_there() -> None:
    """No template names a text that English does not have, and English has none in vain."""
    known = set(texts(FALLBACK).known)
    used, begun = set(), set()
    sources = [*TEMPLATES.iterdir(), *TEMPLATES.parent.rglob("*.py")]
    for file in sources:
        text = file.read_text(encoding="utf-8")
        used |= set(re.findall(r'(?:\bt|\))\("([a-z_]+\.[a-z_0-9-]+)"(?! ~)', text))
        used |= set(
            re.findall(r'"((?:table|space|positions|red_lines|brief)\.[a-z_0-9]*[a-z0-9])"', text)
        )
        begun |= set(re.findall(r'\bt\("([a-z_]+\.[a-z_]*)" ~', text))
    for file in (TEMPLATES.parents[1] / "desk").glob("*.py"):
        text = file.read_text(encoding="utf-8")
        used |= set(re.findall(r'\bsay\("([a-z_]+\.[a-z_0-9-]+)"', text))
        begun |= set(re.findall(r"""\bsay\(f["']([a-z_]+\.[a-z_]*)\{""", text))
        begun |= set(re.findall(r'\b_worded\("([a-z_]+\.[a-z_]+)"', text))
    used = {key for key in used if not key.endswith((".html", ".pdf"))}
    reasons = {key for key in known if key.startswith("refusal.")}
    assert used <= known
    unused = known - used - reasons
    assert {key for key in unused if not key.startswith(tuple(begun))} == set()


def test_the_way_in_speaks_three_languages() -> None:
    """Sign-in, lock, navigation and ribbon are there in every language, with the same blanks."""
    english = texts(FALLBACK).known
    for language in LANGUAGES:
        words = texts(language)
        for key, text in english.items():
            if key.startswith(TRANSLATED):
                assert words.has(key), (language, key)
                blanks = set(re.findall(r"\{\w+\}", words.known[key]))
                assert blanks == set(re.findall(r"\{\w+\}", text)), (language, key)
        assert set(words.known) <= set(english)


def test_the_language_is_asked_of_the_browser(house: House) -> None:
    """The first accepted language is spoken, and a chosen one from then on."""
    with browsing(house) as browser:
        page = browser.get("/sign-in", **{"accept-language": "uk, en;q=0.5"}).text
        assert '<html lang="uk"' in page
        assert "Парольна фраза" in page
        browser.post("/settings", {"language": "ru", "theme": "dark", "to": "/sign-in"})
        page = browser.get("/sign-in", **{"accept-language": "uk"}).text
        assert '<html lang="ru" data-theme="dark"' in page


def test_no_address_of_elsewhere_in_our_modules() -> None:
    """Nothing of ours in the browser names another host, or makes code out of text."""
    for file in STATIC.iterdir():
        text = file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|\beval\(|new Function|innerHTML", text), file.name


def test_why_there_is_no_deal_is_said(tmp_path: Path) -> None:
    """With no package acceptable to all, the space says which demands conflict, and weighs on."""
    house = workbenches.cheap_house(tmp_path, workbenches.small_talks(no_deal="95"))
    with browsing(house) as browser:
        browser.enter("Mediator")
        page = browser.get("/space")
        assert page.status_code == 200
        assert "No package is acceptable to all." in page.text
        why = page.text.split('id="h-why"')[1].split("</section>")[0]
        assert "South&#39;s no-deal value" in why
        picked = browser.post("/space/package", {"pick-dam": "share", "pick-toll": "small"})
        assert "less than no deal is worth (" in why
        opened = browser.post("/space/package", {"take": "opening:0"})
        assert opened.status_code == 200
        assert browser.post("/space/package", {"take": "opening:9"}).status_code == 404
        assert picked.status_code == 200
        assert "Not acceptable to all." in picked.text
        assert browser.get("/brief/whole").status_code == 200


def test_packages_that_are_none_are_refused(browser: Browser) -> None:
    """Whatever a form asks for, only options and points that there are can be taken."""
    browser.get("/space")
    for take in ("frontier:99", "frontier:-1", "frontier:²", "settled:9", "set:dam=air", "set:x=y"):
        assert browser.post("/space/package", {"take": take}).status_code == 404, take
    assert browser.post("/space/package", {"pick-dam": "air"}).status_code == 404
    assert browser.get("/space?across=north&up=north").status_code == 404
    assert browser.get("/space?across=nobody&up=north").status_code == 404


def test_what_was_not_seen_is_not_corrected(browser: Browser) -> None:
    """A form opened before somebody else corrected the same is held back, and says so."""
    form = browser.get("/positions/south/toll").text
    stamp = re.findall(r'name="stamp" value="(\w+)"', form)[0]
    typed = {"weight": "25", "how": "worth", "worth-none": "100", "stamp": stamp}
    assert browser.post("/positions/south/toll", typed).status_code == 303
    late = browser.post("/positions/south/toll", {**typed, "weight": "26"})
    assert late.status_code == 200
    assert "Somebody corrected this since" in late.text
    stamp = re.findall(r'name="stamp" value="(\w+)"', late.text)[0]
    again = browser.post("/positions/south/toll", {**typed, "weight": "26", "stamp": stamp})
    assert again.status_code == 303


def test_one_side_alone_is_told_how_many_packages_it_could_accept(tmp_path: Path) -> None:
    """By its brief; its space says the same before and after, whoever looks."""
    unpriced = workbenches.SMALL.replace("    no_deal: 20..30\n", "") % {
        "weight": "50",
        "no_deal": "10",
        "told": "The south needs water.",
        "other": "south",
    }
    for name, dossier in (("priced", workbenches.small_talks()), ("unpriced", parse(unpriced))):
        folder = tmp_path / name
        folder.mkdir()
        with browsing(workbenches.cheap_house(folder, dossier)) as browser:
            browser.enter("North")
            before, brief = browser.get("/space").text, browser.get("/brief/whole").text
            assert "some of the 18 packages" in before
            assert browser.get("/space").text == before
            assert re.search(r"As far as you can see, \d+ of 18 packages break no rule", brief)
            assert ("worth at least no deal to your side" in brief) == (name == "priced")
            assert ("What no deal is worth to your side is not known" in brief) != (
                name == "priced"
            )


def test_every_page_is_headed_by_the_same_talks(tmp_path: Path) -> None:
    """Also for a side without a seat at the joint table: its own compartment names no talks."""
    house = workbenches.cheap_house(tmp_path, workbenches.abu_dhabi())
    with browsing(house) as browser:
        browser.enter("European coalition")
        for path in ("/table", "/record", "/positions", "/red-lines/whole"):
            kicker = re.search(r'class="kicker">([^<]+)<', browser.get(path).text)
            assert kicker is not None
            assert kicker[1] == "Abu Dhabi trilateral talks", path

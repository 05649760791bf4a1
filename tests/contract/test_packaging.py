"""What is installed can serve: a package holds all that the pages need, or is not built."""

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).parents[2]
BUILD = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """The step of the build."""
    spec = importlib.util.spec_from_file_location("hatch_build", REPOSITORY / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def step(hook: ModuleType, root: Path, version: str) -> None:
    """Run the step over a tree."""
    hook.PartsHook(str(root), {}, None, None, str(root), "wheel").initialize(version, {})


def test_without_its_parts_nothing_is_built_but_an_editable(
    hook: ModuleType, tmp_path: Path
) -> None:
    """The message names each part that is missing and says what to do."""
    step(hook, tmp_path, "editable")
    with pytest.raises(SystemExit) as refused:
        step(hook, tmp_path, "standard")
    assert "make parts" in str(refused.value)
    assert all(part in str(refused.value) for part in hook.PARTS)


def test_a_wheel_holds_all_that_is_served(tmp_path: Path, hook: ModuleType) -> None:
    """Parts with their licences, templates, texts, and the replay that the demonstration runs."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    vendor = "holdfast/web/static/vendor"
    copied = (REPOSITORY / "Makefile").read_text(encoding="utf-8").split(".copied: ")[1]
    assert all(part in copied for part in hook.PARTS)
    assert {f"{vendor}/{part}" for part in hook.PARTS} <= names
    assert {f"{vendor}/{name}.LICENSE" for name in ("htmx", "echarts")} <= names
    package = REPOSITORY / "src" / "holdfast"
    for folder in ("templates", "texts", "static/app"):
        here = {
            f"holdfast/web/{folder}/{file.name}" for file in (package / "web" / folder).iterdir()
        }
        assert here <= names
    assert {f"holdfast/examples/abu-dhabi/{name}" for name in ("talks.py", "dossier.yaml")} <= names

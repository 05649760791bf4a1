"""The step of the build that refuses a package whose workbench could not start."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PARTS = ("alpine.min.js", "echarts.common.min.js", "htmx.min.js")


class PartsHook(BuildHookInterface):
    """Wheels and source packages hold what the pages run in a browser; an editable need not yet."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, _build_data: dict[str, Any]) -> None:
        """Stop the build where a part is missing."""
        vendor = Path(self.root) / "src" / "holdfast" / "web" / "static" / "vendor"
        missing = [name for name in PARTS if not (vendor / name).is_file()]
        if version != "editable" and missing:
            message = (
                "The parts that the workbench runs in a browser are not there "
                f"({', '.join(missing)}), so what would be installed could not serve it. Say: "
                "make parts (it needs Node 20 or later and its npm), then build again."
            )
            raise SystemExit(message)

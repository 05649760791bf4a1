"""The workbench: the talks in a browser, for each account what its keys can open."""

from holdfast.web.application import make_application
from holdfast.web.settings import Settings, loopback_settings

__all__ = ["Settings", "loopback_settings", "make_application"]

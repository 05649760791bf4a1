"""Holdfast: what could be agreed, and would it hold."""

__version__ = "0.1.0"

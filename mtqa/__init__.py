"""mtqa: find what machine translation and syndication broke in an English news text."""

from __future__ import annotations

from mtqa._version import __version__

__all__ = ["__version__"]

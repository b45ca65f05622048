"""Text that XML can hold. Without a library, for readers that must not use the one that wrote."""

from __future__ import annotations

import re

_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fit(text: str) -> str:
    """The text with each character that XML cannot hold (most control characters, lone surrogates) as U+FFFD.

    They are replaced, not dropped: the place stays visible, and lengths and positions stay the same.
    """
    return _UNFIT.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text as it stands in XML, as content or within double quotes."""
    return fit(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

"""Files of earlier format versions brought to the current one, a step a version.

2: `explanations`, `last_year` and `versions`, reserved in version 1, have their shapes; live figures in texts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

RESERVED = ("last_year", "versions", "explanations")


def upgraded(document: dict[str, Any]) -> dict[str, Any]:
    """The document as a file of the current version would hold it; the one given stays as it is."""
    version = document.get("version", 0)
    for step in STEPS[version - 1 :] if isinstance(version, int) and version > 0 else ():
        document = step(document)
    return document


def v1_to_v2(document: dict[str, Any]) -> dict[str, Any]:
    """Version 1 gave the reserved keys no shape: what someone wrote there is kept aside and not read."""
    aside = {key: document[key] for key in RESERVED if document.get(key)}
    rest = {key: value for key, value in document.items() if key not in RESERVED}
    return {**rest, "version": 2, **({"version_1": aside} if aside else {})}


STEPS: tuple[Callable[[dict[str, Any]], dict[str, Any]], ...] = (v1_to_v2,)
"""The step from version n stands at n - 1."""

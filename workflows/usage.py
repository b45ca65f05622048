"""A call of the command line whose words do not fit together."""

from __future__ import annotations


class UsageError(Exception):
    """The call's words do not fit together; nothing was written."""

"""What a paragraph says so far: what its next figures may refer back to."""

from __future__ import annotations

from model.records import NamedTuple
from model.text_figures.result import Names

STRAYED = 2
"""As long ago as this, what was done is no longer done with what was spoken of."""
FAR = 4
"""After so many sentences nothing is referred back to."""


class Context(NamedTuple):
    """thing: what was spoken of last, age: how many sentences ago. subjects: the kinds of cases that were counted last.

    requests_age, disputes_age, powers_age: how long ago it was spoken of requests, of cases, of powers that an office has.
    """

    thing: str = ""
    age: int = FAR
    subjects: Names = ()
    requests_age: int = FAR
    disputes_age: int = FAR
    powers_age: int = FAR

    def older(self) -> Context:
        """The same a sentence later; what is far back is forgotten, so that contexts soon are alike."""
        ages = (self.age, self.requests_age, self.disputes_age, self.powers_age)
        age, requests, disputes, powers = (min(FAR, old + 1) for old in ages)
        thing, subjects = self.thing if age < FAR else "", self.subjects if disputes < FAR else ()
        return Context(thing, age, subjects, requests, disputes, powers)


def opening(thing: str, topic: str) -> Context:
    """What is understood at the beginning of a section whose heading already says what it is about."""
    if not thing:
        return Context()
    requests, disputes = (1 if topic == name else FAR for name in ("requests", "disputes"))
    return Context(thing, 1, (), requests, disputes)

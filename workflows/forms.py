"""The forms that come with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import resources
from model.form import Form
from model.form_loader import load_form

if TYPE_CHECKING:
    from model.drafting import Drafting
    from model.guidance import Guidance
    from model.layout import Layout
    from model.phrases import Phrases
    from model.readings import Readings

# What only some commands read is imported when it is first wanted: every start loads this module.
from workflows.unit_kinds import unit_kinds


@cache
def editions() -> tuple[str, ...]:
    """The ids of all editions, newest first."""
    folders = [folder.parent.name for folder in resources.path("forms").glob("*/form.toml")]
    return tuple(sorted(folders, reverse=True))


def form_folder(edition: str) -> Path:
    """The folder with an edition's description and templates."""
    return resources.path("forms", edition)


@cache
def form(edition: str) -> Form:
    """The form of an edition; raises FormError when its description is broken or missing."""
    return load_form(form_folder(edition), unit_kinds())


def find_form(edition: str) -> Form | None:
    """The form of an edition, None when the program has none of that name."""
    return form(edition) if edition in editions() else None


def edition_for(year: int) -> str:
    """The edition in force for a report year; the oldest for years before all of them."""
    for edition in editions():
        first, last = form(edition).years
        if first <= year <= last:
            return edition
    return editions()[-1]


@cache
def layout(edition: str) -> Layout:
    """How this edition's grids are set on paper and in the window; raises FormError."""
    from model.layout import load_layout

    return load_layout(form_folder(edition), form(edition))


@cache
def drafting(edition: str) -> Drafting:
    """What a new report on this edition's form may be filled in with; raises FormError."""
    from model.drafting import load_drafting

    return load_drafting(form_folder(edition), form(edition))


@cache
def guidance(edition: str) -> Guidance:
    """What the cells of this edition's form count; raises FormError."""
    from model.guidance import load_guidance

    return load_guidance(form_folder(edition), form(edition))


@cache
def phrases(edition: str) -> Phrases:
    """The words that name a cell of this edition's form; raises FormError."""
    from model.phrases import load_phrases

    return load_phrases(form_folder(edition), form(edition))


@cache
def readings(edition: str) -> Readings:
    """What words round last year's figures can mean on this edition's form; raises FormError."""
    from model.readings import load_readings

    return load_readings(form_folder(edition), form(edition))

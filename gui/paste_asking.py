"""Shows the preview of a paste to whoever pastes a block with labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model.paste_plan import Choices
    from workflows.pasting import Clip


def ask(window: Any, clip: Clip) -> Choices | None:
    """What the clerk chose in the preview, None when he gave the paste up."""
    from gui.paste_preview import PastePreview
    from model.layout import load_layout
    from workflows.forms import form_folder

    form = window.editor.report.form
    layout = load_layout(form_folder(form.edition), form)
    dialog = PastePreview(window.editor.report, clip, layout, window.tools.theme, window)
    return dialog.choices if window.tools.interaction.run(dialog) else None

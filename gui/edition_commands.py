"""改用适用表样: the report goes over to the form in force for its year; what is left behind is told before."""

from __future__ import annotations

from gui.interaction import Choice
from model.history import Place
from workflows.other_edition import carried_over

TITLE = "改用适用表样"


def use_edition(window) -> None:
    """Ask, and carry the report over as one step that undo takes back."""
    editor = window.editor
    editor.commit_wanted.emit()
    window.finish()
    if editor.read_only:
        editor.refuse()
        return
    report = editor.report
    found = carried_over(report)
    if found is None:
        said = "表样与年度相符，不用改" if report.year else "请先填写年度，再看该用哪种表样"
        editor.message.emit(said)
        return
    text = "\n".join(
        (f"{report.year}年的报告应当用{found.edition}年版表样。文字和有对应的数都带过去，可以撤销。", *found.lines)
    )
    answer = window.tools.interaction.choose(
        window, TITLE, text, (Choice("use", f"{found.edit.name}(&Y)"), Choice("keep", "不改(&N)"))
    )
    if answer == "use":
        editor.do(found.edit.name, found.edit.changes, Place(report.form.sections[0].id))
        blanks = len(editor.report.blanks())
        editor.message.emit(f"已{found.edit.name}，可以撤销" + (f"；还有 {blanks} 格未填" if blanks else ""))

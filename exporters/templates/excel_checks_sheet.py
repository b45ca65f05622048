"""The sheet 校核: each relation of the form with live sums and whether it balances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.formatting.rule import FormulaRule
from openpyxl.worksheet.worksheet import Worksheet

from exporters.excel_formulas import Place, areas_on, quoted_sheet, total_formula
from exporters.templates.excel_grid_sheet import UNBALANCED
from exporters.templates.excel_table import (
    HEADING_FONT,
    TableColumn,
    frame,
    set_table_page,
    write_head,
    write_line,
    write_row,
    write_top,
)
from model.form import Form
from model.relation_lines import BALANCED, BLANK, STATE_WORDS, UNREADABLE, RelationLine, relation_lines
from model.relation_lines import UNBALANCED as WRONG

SHEET = "校核"
TITLE = "数据校核"
FIRST_ROW = 5
NAME, VERDICT_NAME = "derived.checks", "derived.verdict"

_VERDICT_ROW, _VERDICT_POINTS = 3, 24
_GAP = "_0_0"
_COLUMNS = (
    TableColumn("序号", 36, "center", "0"),
    TableColumn("校核关系", 285, "left"),
    TableColumn("左边合计", 62, "right", f"0{_GAP}"),
    TableColumn("右边合计", 62, "right", f"0{_GAP}"),
    TableColumn("差额", 54, "right", "+0_0;-0_0;0_0"),
    TableColumn("结果", 144, "center"),
)
Where = Mapping[str, tuple[str, Place]]
"""The sheet and the place of each cell of the form."""


def write_checks(sheet: Worksheet, form: Form, where: Where) -> dict[str, tuple[Place, Place]]:
    """Write the sheet; the areas of the names by which filling and reading find its lines."""
    lines = relation_lines(form)
    last = FIRST_ROW + len(lines) - 1
    write_top(sheet, TITLE, _COLUMNS)
    write_line(sheet, _VERDICT_ROW, len(_COLUMNS), "=" + verdict_formula(FIRST_ROW, last), HEADING_FONT, "left")
    sheet.row_dimensions[_VERDICT_ROW].height = _VERDICT_POINTS
    write_head(sheet, FIRST_ROW - 1, _COLUMNS)
    for number, line in enumerate(lines, 1):
        row = FIRST_ROW + number - 1
        write_row(sheet, row, _COLUMNS, (number, line.name, *_formulas(line, row, where)), line.key)
        if line.decimals:
            for column in (3, 4, 5):
                sheet.cell(row, column).number_format = "General_0"
    frame(sheet, FIRST_ROW - 1, last, len(_COLUMNS))
    wrong = f'LEFT($F{FIRST_ROW},{len(STATE_WORDS[WRONG])})="{STATE_WORDS[WRONG]}"'
    area = f"A{FIRST_ROW}:F{last}"
    sheet.conditional_formatting.add(area, FormulaRule(formula=[wrong], **UNBALANCED))  # type: ignore[no-untyped-call]
    set_table_page(sheet, len(_COLUMNS), FIRST_ROW - 1, last, 1 if len(lines) < 60 else 0)
    return {NAME: ((FIRST_ROW, 3), (last, len(_COLUMNS) + 1)), VERDICT_NAME: ((_VERDICT_ROW, 1), (_VERDICT_ROW, 1))}


def _formulas(line: RelationLine, row: int, where: Where) -> tuple[str, str, str, str]:
    left, right, behind = (_on_sheet(cells, where) for cells in (line.left, line.right, line.inputs))
    difference = f"C{row}-D{row}" if not line.decimals else f"ROUND(C{row}-D{row},{line.decimals})"
    return (
        "=" + total_formula(left),
        "=" + total_formula(right),
        f'=IF(OR(C{row}="",D{row}=""),"",{difference})',
        "=" + result_formula(behind, len(line.inputs), f"E{row}", line.unit),
    )


def result_formula(behind: str, count: int, difference: str, unit: str) -> str:
    """Whether a relation balances, in words, once so many figures stand in the places behind it."""
    wrong = f'"{STATE_WORDS[WRONG]}，相差 "&ABS({difference})' + (f'&" {unit}"' if unit else "")
    judged = f'IF({difference}=0,"{STATE_WORDS[BALANCED]}",{wrong})'
    filled = f'IF(COUNT({behind})<{count},"{STATE_WORDS[BLANK]}",{judged})'
    return f'IF(COUNTA({behind})>COUNT({behind}),"{STATE_WORDS[UNREADABLE]}",{filled})'


def verdict_formula(first: int, last: int) -> str:
    """All results of these rows in one sentence, as `model.relation_lines.verdict` has it."""
    area = f"F{first}:F{last}"
    wrong = f'SUMPRODUCT(--(LEFT({area},{len(STATE_WORDS[WRONG])})="{STATE_WORDS[WRONG]}"))'
    odd, open_ = (f'COUNTIF({area},"{STATE_WORDS[state]}")' for state in (UNREADABLE, BLANK))
    odd_words, blank_words = (f'" 项{STATE_WORDS[state]}"' for state in (UNREADABLE, BLANK))
    count = last - first + 1
    others = "&".join(
        f'IF({found}>0,"；另有 "&{found}&{words},"")' for found, words in ((odd, odd_words), (open_, blank_words))
    )
    wrong_words = f'"有 "&{wrong}&" 项不平衡，见下表红色各行"&{others}'
    rest = f'IF({odd}+{open_}<{count},"；其余 "&({count}-{odd}-{open_})&" 项平衡","")'
    said = f'IF({odd}>0,"有 "&{odd}&{odd_words},"")&IF({odd}*{open_}>0,"；","")&IF({open_}>0,"有 "&{open_}&{blank_words},"")'
    needed = f'IF({odd}>0,IF({open_}>0,"改好、填全","改好"),"填全")'
    open_words = f'{said}&"，"&{needed}&"后才能判断"&{rest}'
    return f'IF({wrong}>0,{wrong_words},IF({odd}+{open_}>0,{open_words},"全部平衡：{count} 项关系均成立"))'


def _on_sheet(cells: Sequence[str], where: Where) -> str:
    """The cells as a list of areas with their sheet; a relation stays within one grid, so within one sheet."""
    sheet = where[cells[0]][0]
    return areas_on(quoted_sheet(sheet), [where[cell][1] for cell in cells])

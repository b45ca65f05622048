"""The rules of a review: what is one question, what the answers change, and that nothing enters without one."""

from __future__ import annotations

from decimal import Decimal

import pytest

import resources
from importers.figures import BLANK_REASON
from importers.result import ABSENT, DOUBTFUL, ImportResult, SourceText, Unplaced
from importers.text import read_text
from model import storage
from model.edits import Edit, SetCell, SetNote
from model.history import History
from model.label_wordings import load_wordings
from model.notes import Doubt, Origin
from model.report import Report
from model.source import SourceParagraph, SourceTable
from tests.builders import FORMS, form_of, full_report, report_with
from tests.importers.published import published, zeros
from tests.rendering import Shape
from workflows.forms import find_form, form
from workflows.reading_doubts import doubtful_cells
from workflows.reading_questions import Question
from workflows.reading_review import STEP, Review, cell_changes
from workflows.reading_source import file_name, read_from, source_beside, source_name
from workflows.source_excerpt import pieces

WORDINGS = load_wordings(resources.path("labels.toml"))
NEW, OLD = form("2021"), form("2019")
RULES = tuple(f"proactive.rules.{column}" for column in ("issued", "repealed", "in_force"))
COLUMNS = ("natural_person", "business", "research", "social_welfare", "legal_service", "other_org")
GRANTED = "requests.granted.natural_person"


def read(text: str) -> ImportResult:
    return read_text(text, "样本.txt", (NEW, OLD), WORDINGS)


def row(name: str) -> tuple[str, ...]:
    return tuple(f"requests.{name}.{column}" for column in COLUMNS)


def review_of(text: str) -> Review:
    result = read(text)
    return Review(result.report, result)


def needed(review: Review) -> list[Question]:
    return [question for question in review.questions if question.needed]


def values(report: Report, cells: tuple[str, ...]) -> list[object]:
    return [report.value(cell) for cell in cells]


def others(question: Question) -> list[str]:
    return [option.text for option in question.options]


def with_blanks(*cells: str) -> Report:
    """A report full of zeros in which these cells were blank in the document."""
    report = full_report()
    for number, cell in enumerate(cells):
        doubt = Doubt(BLANK_REASON, (0,), (Origin("a.docx", table=1, row=number + 1),))
        report.apply(Edit("导入", (SetCell(cell, None), SetNote(cell, "doubt", doubt))))
    return report


def in_one_row() -> str:
    """A report on the newer form whose （六）其他处理 is one row, as the older form has it."""
    cells = {cell: "0" for cell in OLD.cells if cell.startswith("requests.")}
    cells |= {"requests.other_processed.natural_person": "46", "requests.other_processed.business": "5"}
    cells |= {"requests.other_processed.total": "51"}
    first = published(NEW, zeros(NEW)).split("三、收到和处理")[0]
    return f"{first}三、收到和处理{published(OLD, zeros(OLD, **cells)).split('三、收到和处理')[1]}"


def test_many_blanks_are_one_question() -> None:
    blank = (*row("received"), *row("granted"), *row("refused_state_secret"), *RULES)
    review = Review(with_blanks(*blank))
    (question,) = needed(review)
    assert question.text == "这 21 格（表二 3 格，表三 18 格）空白"
    assert set(question.cells) == set(blank)
    assert others(question)[:2] == ["都是 0", "保持未填"]
    assert "只有表三的 18 格是 0，其余保持未填" in others(question)
    review.choose(question, 0)
    assert set(values(review.reviewed, blank)) == {0}
    assert not doubtful_cells(review.reviewed)


def test_blanks_that_stay_blank_are_settled() -> None:
    review = review_of(published(NEW, zeros(NEW, **dict.fromkeys(row("received"), ""))))
    question = needed(review)[0]
    review.choose(question, 1)
    assert set(values(review.reviewed, row("received"))) == {None}
    assert not doubtful_cells(review.reviewed)
    assert question not in review.open_questions()


def test_a_part_of_the_blanks_can_be_zero() -> None:
    blank = (*row("received"), *RULES)
    review = Review(with_blanks(*blank))
    question = needed(review)[0]
    review.choose(question, others(question).index("只有表二的 3 格是 0，其余保持未填"))
    assert values(review.reviewed, RULES) == [0, 0, 0]
    assert set(values(review.reviewed, row("received"))) == {None}
    assert not doubtful_cells(review.reviewed)


def test_an_empty_grid_is_likelier_not_filled_in_than_zero() -> None:
    cells = [cell for cell in NEW.inputs if cell.startswith("disputes.")]
    question = needed(Review(with_blanks(*cells)))[0]
    assert "表四" in question.text
    assert others(question) == ["保持未填", "都是 0"]


def test_nothing_waits_in_a_form_that_nobody_filled_in() -> None:
    review = review_of(published(NEW, dict.fromkeys(NEW.cells, ""), Shape(style="rows")))
    assert not needed(review)
    assert any(len(question.cells) == len(NEW.inputs) for question in review.questions)
    assert not review.changes()


def test_dashes_of_one_kind_are_one_question_slashes_another() -> None:
    marks = dict(zip(RULES, ("—", "－", "-"), strict=True)) | {GRANTED: "/"}
    dashes, slash = needed(review_of(published(NEW, zeros(NEW, **marks))))
    assert set(dashes.cells) == set(RULES)
    assert slash.cells == (GRANTED,)
    assert others(slash) == ["是 0", "保持未填"]


def test_a_zero_for_a_dash_keeps_where_it_was_read() -> None:
    review = review_of(published(NEW, zeros(NEW, **{GRANTED: "—"})))
    review.choose(needed(review)[0], 0)
    origin = review.reviewed.notes(GRANTED).origin
    assert origin is not None
    assert origin.text == "—"
    assert origin.row > 0


def test_a_guess_enters_with_a_yes_only() -> None:
    result = read(published(NEW, zeros(NEW, **{GRANTED: "约3"})))
    review = Review(result.report, result)
    assert result.report.value(GRANTED) is None
    assert review.reviewed.value(GRANTED) is None
    assert not review.changes()
    question = needed(review)[0]
    assert others(question) == ["填 3", "保持未填"]
    assert "“约3”" in question.text
    assert question.text.count("约3") == 1
    review.choose(question, 0)
    assert review.reviewed.value(GRANTED) == 3
    assert result.report.value(GRANTED) is None
    assert result.report.notes(GRANTED).doubt is not None


def test_what_has_no_candidate_is_typed_or_left() -> None:
    review = review_of(published(NEW, zeros(NEW, **{GRANTED: "1.5"})))
    question = needed(review)[0]
    assert others(question) == ["保持未填"]
    assert question.spots[0].origin is not None
    review.type_into({GRANTED: "15"})
    assert review.settled(question)
    assert review.reviewed.value(GRANTED) == 15


def test_a_figure_in_another_unit_is_taken_with_its_unit() -> None:
    report = Report.blank(OLD, "局", 2020)
    cell = next(cell for cell in OLD.inputs if OLD.cells[cell].kind.units)
    kind = OLD.cells[cell].kind
    report.apply(Edit("导入", (SetNote(cell, "doubt", Doubt("标题不同", (f"3000{kind.units[1]}",))),)))
    review = Review(report)
    review.choose(review.questions[0], 0)
    assert review.reviewed.value(cell) == Decimal(3000)
    assert review.reviewed.unit_of(cell) == kind.units[1]


def test_a_row_of_shared_figures_is_one_question_about_rows() -> None:
    review = review_of(in_one_row())
    question = needed(review)[0]
    assert "“46”“5”" in question.text
    assert len(question.cells) == 6
    assert others(question)[2] == "是“3.其他”的"
    review.choose(question, 2)
    report = review.reviewed
    assert values(report, row("other_misc")) == [46, 5, 0, 0, 0, 0]
    rest = [cell for cell in question.cells if "other_misc" not in cell]
    assert values(report, tuple(rest)) == [None] * 4
    assert not doubtful_cells(report)
    (blanks,) = review.open_questions()
    assert set(blanks.cells) == set(rest), "what went elsewhere is plainly blank now, and asked about"
    review.choose(blanks, others(blanks).index("都是 0"))
    assert set(values(review.reviewed, tuple(rest))) == {0}
    assert not review.open_questions()


def test_another_answer_takes_the_place_of_the_first() -> None:
    review = review_of(in_one_row())
    question = needed(review)[0]
    review.choose(question, 2)
    review.choose(question, 0)
    first = next(cell for cell in question.cells if cell.endswith(".natural_person"))
    assert review.reviewed.value(first) == 46
    assert review.reviewed.value("requests.other_misc.natural_person") is None
    review.choose(question, 3)
    assert not [change for change in review.changes() if isinstance(change, SetCell)]


def test_a_row_that_is_doubtful_for_one_reason_is_one_question() -> None:
    text = published(NEW, zeros(NEW, **{GRANTED: "7"}), Shape(style="rows"))
    line = next(line for line in text.split("\n") if "（一）予以公开" in line)
    review = review_of(text.replace(line, line.replace("\t0", "", 1)))
    questions = [
        question for question in needed(review) if GRANTED in question.cells or row("granted")[2] in question.cells
    ]
    assert 1 <= len(questions) <= 2
    assert set(values(review.reviewed, row("granted"))) == {None}


def test_two_rows_with_one_label_are_a_choice_between_rows() -> None:
    filled = dict(zip(row("granted"), "123456", strict=True))
    text = published(NEW, zeros(NEW, **filled), Shape(style="rows"))
    line = next(line for line in text.split("\n") if "（一）予以公开" in line)
    again = "\t".join(str(int(field) + 10) if field.isdecimal() else field for field in line.split("\t"))
    review = review_of(text.replace(line, f"{line}\n{again}"))
    question = needed(review)[0]
    assert set(question.cells) == set(row("granted"))
    assert others(question)[0].startswith("填 1、2、3 等 6 个数（第")
    review.choose(question, 1)
    assert values(review.reviewed, row("granted")) == [11, 12, 13, 14, 15, 16]
    origin = review.reviewed.notes(GRANTED).origin
    assert origin is not None
    assert origin.text == "11"


def test_what_was_typed_counts_more_than_an_answer() -> None:
    review = review_of(published(NEW, zeros(NEW, **dict.fromkeys(row("received"), ""))))
    question = needed(review)[0]
    review.type_into({row("received")[0]: "5"})
    assert not review.settled(question)
    review.choose(question, 0)
    assert values(review.reviewed, row("received")) == [5, 0, 0, 0, 0, 0]


def test_an_answer_takes_the_place_of_a_figure_that_was_typed_for_all_of_it() -> None:
    review = review_of(published(NEW, zeros(NEW, **{GRANTED: "约3"})))
    review.type_into({GRANTED: "4"})
    review.choose(needed(review)[0], 0)
    assert review.reviewed.value(GRANTED) == 3


def test_the_last_answer_can_be_taken_back() -> None:
    review = review_of(published(NEW, zeros(NEW, **{GRANTED: "约3", RULES[0]: "—"})))
    for question in needed(review):
        review.choose(question, 0)
    assert not review.open_questions()
    assert review.undo()
    assert len(review.open_questions()) == 1
    assert review.undo()
    assert not review.begun
    assert not review.changes()
    assert not review.undo()


def test_printed_totals_that_differ_are_one_question_a_grid() -> None:
    totals = {f"requests.granted.{column}": "1" for column in COLUMNS}
    review = review_of(published(NEW, zeros(NEW, **totals, **{"requests.granted.total": "9"})))
    question = needed(review)[-1]
    assert "表三的总计" in question.text
    assert "原文 9、相加 6" in question.text
    review.choose(question, 0)
    assert review.reviewed.stated("requests.granted.total") == 9
    review.choose(question, 1)
    assert review.reviewed.stated("requests.granted.total") is None


def test_a_total_that_comes_out_right_with_an_answer_is_no_question() -> None:
    review = review_of(published(NEW, zeros(NEW, **{GRANTED: "约3", "requests.granted.total": "3"})))
    doubt = needed(review)[0]
    assert any(question.key[0] == "stated" for question in needed(review))
    review.choose(doubt, 0)
    assert not [question for question in needed(review) if "requests.granted.total" in question.cells]


def test_what_found_no_place_is_put_together_by_its_reason() -> None:
    report = full_report()
    told = tuple(Unplaced(f"行{i}", f"第{i}行", "不认识", Origin("a.txt", row=i, text=f"行{i}")) for i in range(1, 6))
    furniture = (Unplaced("打印", "第9行", "页面", Origin("a.txt", row=9), True),)
    review = Review(report, ImportResult(report, (*furniture, *told), dict.fromkeys(report.form.cells, _read()), ()))
    first, second = review.questions
    assert "“行1”“行2”“行3”等 5 处" in first.text
    assert len(first.spots) == 5
    assert not second.needed
    review.choose(first, 0)
    assert not review.open_questions()
    assert not review.changes()


def _read():
    from importers.result import READ, CellReading

    return CellReading(READ)


def test_the_answers_are_one_step_that_can_be_undone() -> None:
    result = read(published(NEW, zeros(NEW, **{GRANTED: "约3", **dict.fromkeys(RULES, "—")})))
    review = Review(result.report, result)
    for question in needed(review):
        review.choose(question, 0)
    before, history = storage.dump(result.report), History(result.report)
    history.do(Edit(STEP, review.changes()))
    assert result.report.value(GRANTED) == 3
    assert values(result.report, RULES) == [0, 0, 0]
    assert not list(cell_changes(result.report, review.reviewed))
    assert history.names() == (STEP,)
    history.undo()
    assert storage.dump(result.report) == before


def test_a_saved_report_asks_the_same() -> None:
    """What `import` saves with its doubts: the notes alone say what is to be asked."""
    result = read(
        published(
            NEW, zeros(NEW, **{GRANTED: "约3", **dict.fromkeys(row("received"), ""), **dict.fromkeys(RULES, "—")})
        )
    )
    saved = storage.load(storage.dump(result.report), find_form)
    asked, again = Review(result.report, result), Review(saved)

    def told(review: Review) -> list[tuple[object, ...]]:
        return [
            (question.text, question.spots, others(question))
            for question in review.questions
            if question.key[0] == "doubt"
        ]

    assert len(told(asked)) == 3
    assert told(again) == told(asked)
    spot = told(again)[0][1][0]  # type: ignore[index]
    assert spot.origin in result.source.places


def test_a_saved_doubt_without_its_places_is_asked_too() -> None:
    report = report_with()
    report.apply(Edit("导入", (SetNote(GRANTED, "doubt", Doubt("两处数字不同", (3, 4))),)))
    question = Review(report).questions[0]
    assert others(question) == ["填 3", "填 4", "保持未填"]


def test_a_doubt_beside_a_figure_leaves_it_unless_another_is_chosen() -> None:
    report = report_with({GRANTED: "8"})
    report.apply(Edit("导入", (SetNote(GRANTED, "doubt", Doubt("两处数字不同", (3,))),)))
    review = Review(report)
    question = review.questions[0]
    assert others(question) == ["填 3", "仍用现在的"]
    review.choose(question, 1)
    assert review.reviewed.value(GRANTED) == 8
    assert not doubtful_cells(review.reviewed)


@pytest.mark.parametrize("edition", FORMS)
def test_every_doubt_of_a_report_is_in_one_question(edition: str) -> None:
    """Whatever the form: each doubtful cell is asked about once, and answering all settles all."""
    of = form_of(edition)
    report = Report.blank(of, "局", 2025)
    for number, cell in enumerate(of.inputs):
        origin = Origin("a.docx", 1, 1, number // 4, number % 4 + 1, str(number))
        twice = (origin, origin._replace(row=number // 4 + 100))
        kinds = (
            Doubt("甲", (number,), (origin,)),
            Doubt("乙", (number, number + 1), twice),
            Doubt("丙", (number,), (origin._replace(column=0, text="同"),)),
            Doubt("丁"),
        )
        report.apply(Edit("导入", (SetNote(cell, "doubt", kinds[number % 4]),)))
    review = Review(report)
    asked = [cell for question in review.questions for cell in question.cells if question.key[0] == "doubt"]
    assert sorted(asked) == sorted(of.inputs)
    while waiting := review.open_questions():
        review.choose(waiting[0], 0)
    assert not doubtful_cells(review.reviewed)


def test_a_workbook_is_named_without_its_sheet() -> None:
    assert file_name(Origin("某局 2024.xlsx 表三!D6")) == "某局 2024.xlsx"
    assert file_name(Origin("r001.docx")) == "r001.docx"
    assert file_name(Origin("粘贴的文字")) == ""


def test_the_document_is_looked_for_beside_the_report(tmp_path) -> None:
    report = report_with({GRANTED: "3", RULES[0]: "2"})
    old = Origin("上年报告（去年.nianbao）表三")
    report.apply(Edit("例", (SetNote(GRANTED, "origin", Origin("a.txt", row=3)), SetNote(RULES[0], "origin", old))))
    assert source_name(report) == "a.txt"
    assert read_from(report, RULES[0]) is None
    assert source_beside(report, None) is None
    assert source_beside(report, tmp_path / "out" / "a.nianbao") is None
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    assert source_beside(report, tmp_path / "out" / "a.nianbao") == tmp_path / "a.txt"
    assert source_beside(report, tmp_path / "a.nianbao") == tmp_path / "a.txt"


def test_a_name_that_leads_elsewhere_is_no_document(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("甲", "utf-8")
    (tmp_path / "b").mkdir()
    report = report_with({GRANTED: "3"})
    report.apply(Edit("例", (SetNote(GRANTED, "origin", Origin("../a.txt")),)))
    assert source_beside(report, tmp_path / "b" / "a.nianbao") is None


def test_of_a_long_document_the_surroundings_are_shown() -> None:
    rows = tuple((str(number), "甲") for number in range(1000))
    blocks = (*(SourceParagraph("菜单") for _ in range(500)), SourceTable.from_rows(rows), SourceParagraph("尾"))
    source = SourceText(blocks, {Origin("a"): (500, 600, 1)})
    shown = list(pieces(source, 400))
    table = next(piece for piece in shown if piece.number == 500)
    assert table.first < 600 < table.first + len(table.block.rows)  # type: ignore[union-attr]
    assert table.block.rows[600 - table.first][0].text == "600"  # type: ignore[union-attr]
    assert table.block.rows[600 - table.first][0].row == 600 - table.first  # type: ignore[union-attr]
    assert len(shown) < 60
    assert shown[0].gap
    assert len(list(pieces(source, 4000))) == 502


def test_readings_of_cells_that_the_document_lacks() -> None:
    result = read(published(NEW, zeros(NEW)))
    missing = {cell: result.cells[cell]._replace(how=ABSENT, origins=()) for cell in row("granted")}
    result.report.apply(Edit("例", tuple(SetCell(cell, None) for cell in missing)))
    review = Review(result.report, result._replace(cells={**result.cells, **missing}))
    question = needed(review)[0]
    assert "在原文里没有" in question.text
    assert others(question) == ["保持未填", "都是 0"]
    review.choose(question, 1)
    assert set(values(review.reviewed, row("granted"))) == {0}


def test_the_cells_of_a_reading_and_its_doubts_agree() -> None:
    result = read(in_one_row())
    doubtful = {cell for cell, reading in result.cells.items() if reading.how == DOUBTFUL and cell in NEW.inputs}
    assert doubtful == set(doubtful_cells(result.report))

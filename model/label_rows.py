"""Rows of figures: which row of the form the labels beside them name, and which cells the figures belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.label_catalogue import Catalogue, Match, Use
from model.label_doubts import Doubts
from model.label_found import Found, GroupRow, RowTarget
from model.label_pieces import BLANK, FIGURE, NO_BAND, TEXT, Band, Piece, Target
from model.source import Place

PAGE_NUMBER = "页码"
"""Why a page number found no place."""

_ONE_LACKS = "表上缺一个列标题，不能确定各属哪一栏"
ASKEW = "这一行的格数与表头对不上"
SHIFTED = "有的数上方没有列标题，表头与数可能错开"
NO_HEADINGS = Target({}, (), False, "上方没有列标题")


class Placer:
    """Takes headings and rows as they come, remembers what is above, and says where the figures belong.

    strict: whether a table's row that has more or fewer cells than its headings is doubtful even if it has a figure
    for each of them.
    """

    def __init__(self, catalogue: Catalogue, *, strict: bool = False) -> None:
        self.catalogue = catalogue
        self.strict = strict
        self.found: list[Found] = []
        self.labels: list[tuple[Place, str, str]] = []
        self.unknown: list[tuple[Piece, str]] = []
        self.band: Band = NO_BAND
        self.grid = ""
        self._block = -1
        self._group: dict[int, frozenset[int]] = {}
        self.doubts = Doubts(catalogue)
        self._seen: set[tuple[int, int]] = set()
        self._fitting: list[tuple[int, RowTarget]] = []
        self._too_long = 0
        self._since = 0
        self._group_rows = 0
        self._row_above: RowTarget | None = None
        self.shifted = False
        """Whether a row below these headings shows that headings and figures may stand askew."""

    def finish(self) -> None:
        """Nothing follows."""
        self._judge_band()

    def _judge_band(self) -> None:
        """Where most rows hold more figures than there are headings, a heading was lost, and no row fits for certain."""
        rows = {id(row) for _, row in self._fitting}
        widths = {len(self.catalogue.blocks[block].block.columns) for block in self.band.blocks}
        incomplete = self.band.targets and all(width > len(self.band.targets) for width in widths)
        if incomplete and self._too_long and self._too_long >= len(rows):
            anything = _any_of(self.band.targets)
            for place, row in self._fitting:
                piece = self.found[place].piece
                self.found[place] = self._found(piece, row, anything, "别的行的数比列标题多，列标题可能有缺")
        if self.shifted:
            for place in range(self._since, len(self.found)):
                item = self.found[place]
                self.found[place] = item if item.reason or not item.cells else item._replace(reason=SHIFTED)
        self._fitting, self._too_long = [], 0
        self._since, self.shifted = len(self.found), False

    def start_section(self, grid: str) -> None:
        """A section's heading was met; grid: the id of its grid or ""."""
        self._judge_band()
        self.grid = grid
        self.band = NO_BAND
        self._block = -1
        self._group = {}
        self._row_above = None
        self.doubts.start_table()

    def start_block(self, piece: Piece) -> None:
        """A block's own heading was met; column headings stay in force where they fit it."""
        self.note_label(piece, "block_heading")
        uses = self.preferred(piece.match.of("block") if piece.match else ())
        self._block = uses[0].block if len(uses) == 1 else -1
        self.doubts.start_block(piece)
        if self._block not in self.band.blocks:
            self._judge_band()
            self.band = NO_BAND

    def start_band(self, band: Band, pieces: Sequence[Piece]) -> None:
        """New column headings are in force."""
        self._judge_band()
        self.band = band
        self.doubts.start_band(band, pieces)
        for piece in pieces:
            if piece.kind == TEXT:
                self.unknown.append((piece, "不认识的列标题"))
            elif piece.kind == FIGURE:
                self.unknown.append((piece, "列标题的位置上是数字"))
            else:
                self.note_label(piece, "corner" if piece.is_label("corner") else "column_heading")

    def note_label(self, piece: Piece, role: str) -> None:
        """This piece is a label, and no figure."""
        if piece.kind != BLANK:
            self.labels.extend((place, role, piece.text) for place in piece.places)

    def preferred(self, uses: Sequence[Use]) -> tuple[Use, ...]:
        """The uses in the block, the columns or the grid that is in force; all of them where none is."""
        blocks = self.catalogue.blocks
        for inside in (
            [use for use in uses if use.block == self._block],
            [use for use in uses if use.block in self.band.blocks],
            [use for use in uses if blocks[use.block].grid.id == self.grid],
        ):
            if inside:
                return tuple(inside)
        return tuple(uses)

    def in_grid(self, use: Use) -> bool:
        """Whether the use stands in the grid of the section that is being read; any, where no section is known."""
        return not self.grid or self.catalogue.blocks[use.block].grid.id == self.grid

    def read_labels(self, labels: Sequence[Piece]) -> RowTarget:
        """Which rows of the form the labels beside a row name; what they say is remembered for the rows below."""
        self._row_above = self._read_labels(labels)
        return self._row_above

    def _read_labels(self, labels: Sequence[Piece]) -> RowTarget:
        known = [piece for piece in labels if piece.is_label("row")]
        texts = tuple(piece.text for piece in labels if piece.kind != BLANK)
        self._note_row_labels(labels)
        printed = [piece for piece in labels if piece.kind != BLANK and not self._is_fragment(piece)]
        if not printed:
            return self._next_of_group() or self._unlabelled(exact=True)
        if all(map(self.says_nothing, printed)):
            return self._unlabelled(exact=False)
        last = printed[-1]
        if last.kind == TEXT or last.match is None:
            return self._misprinted(last, known, texts)
        rows = {use.block: frozenset[int]() for use in self.preferred(last.match.of("row"))}
        target = {block: self._rows(block, last, known) for block in rows}
        exact = all(piece.match is not None and piece.match.exact for piece in printed)
        self._remember(target)
        group = self._group_row(last, target)
        reason = f"“{group.label}”在表上分为{len(group.rows)}行，这里只有一行" if group else ""
        reason = self.doubts.beside(printed, target) or reason
        return RowTarget({block: found for block, found in target.items() if found}, exact, reason, texts, group)

    def _group_row(self, last: Piece, target: dict[int, frozenset[int]]) -> GroupRow | None:
        """The row as one of a group's, where its last label names the group only."""
        for block, rows in target.items():
            if len(rows) > 1 and not _is_leaf(last, block):
                self._group_rows += 1
                return GroupRow(self._group_rows, last.text.strip(), block, tuple(sorted(rows)))
        return None

    def _next_of_group(self) -> RowTarget | None:
        """A row with nothing beside it, below one that only names a group, is another one of that group."""
        above = self._row_above
        if above is None or above.group is None or above.group.block not in self.band.blocks:
            return None
        self._group_rows += 1
        return above._replace(group=above.group._replace(number=self._group_rows))

    def _note_row_labels(self, labels: Sequence[Piece]) -> None:
        for piece in labels:
            if piece.kind == TEXT and not self._is_fragment(piece) and not self.says_nothing(piece):
                self.unknown.append((piece, "不认识的行标题"))
            elif piece.kind == FIGURE:
                self.unknown.append((piece, "行标题的位置上是数字"))
            else:
                self.note_label(piece, "row_label")

    def _is_fragment(self, piece: Piece) -> bool:
        return piece.kind == TEXT and self.catalogue.is_fragment(piece.text)

    def _unlabelled(self, *, exact: bool) -> RowTarget:
        """A row with nothing beside it belongs to a block that prints no row label, where its headings are in force."""
        blocks = [i for i in self.band.blocks if self.catalogue.blocks[i].unlabelled]
        return RowTarget({block: frozenset((0,)) for block in blocks}, exact, "", ())

    def says_nothing(self, piece: Piece) -> bool:
        """Whether it stands beside a row that has no label in the form, and only says what all figures are: 件数."""
        unlabelled = any(self.catalogue.blocks[i].unlabelled for i in self.band.blocks)
        return unlabelled and piece.kind == TEXT and self.catalogue.says_nothing(piece.text)

    def _misprinted(self, last: Piece, known: Sequence[Piece], texts: tuple[str, ...]) -> RowTarget:
        rows: dict[int, frozenset[int]] = {}
        for use in self.catalogue.propose(last.text, lambda use: use.role == "row" and self.in_grid(use)):
            groups = [_members(piece.match, use.block) for piece in known]
            inside = use.members.intersection(*groups) if groups else use.members
            rows[use.block] = rows.get(use.block, frozenset()) | (inside or use.members)
        if not rows and known:
            rows = {
                use.block: use.members for use in self.preferred(known[-1].match.of("row") if known[-1].match else ())
            }
        return RowTarget(rows, False, f"不认识行标题“{last.text.strip()}”", texts)

    def _rows(self, block: int, last: Piece, known: Sequence[Piece]) -> frozenset[int]:
        """The rows that the last label names, within the groups named beside it, else within the group above."""
        uses = [use for use in last.match.of("row") if use.block == block] if last.match else []
        leaves = [use for use in uses if use.leaf] or uses
        rows = frozenset[int]().union(*(use.members for use in leaves))
        for piece in known[:-1]:
            group = _members(piece.match, block)
            if group:
                rows &= group
        if len(rows) > 1 and any(use.leaf for use in leaves):
            above = self._group.get(block, frozenset())
            near = {row for row in rows & above if (block, row) not in self._seen}
            rows = frozenset(near) or rows
        return rows

    def _remember(self, target: dict[int, frozenset[int]]) -> None:
        for block, rows in target.items():
            if len(rows) == 1:
                row = next(iter(rows))
                self._seen.add((block, row))
                self._group[block] = self._group_of(block, row)
            elif rows:
                self._group[block] = rows

    def _group_of(self, block: int, row: int) -> frozenset[int]:
        """The rows that share the row's labels but for the last."""
        rows = self.catalogue.blocks[block].block.rows
        path = rows[row].path[:-1]
        return frozenset(i for i, other in enumerate(rows) if path and other.path[: len(path)] == path)

    def place(self, piece: Piece, row: RowTarget, target: Target, reason: str = "") -> None:
        """Say which cell a piece belongs to whose row and column are known."""
        self.found.append(self._found(piece, row, target, reason))

    def _found(self, piece: Piece, row: RowTarget, target: Target, reason: str) -> Found:
        cells = tuple(
            self.catalogue.blocks[block].cell_id(r, c)
            for block, rows in row.rows.items()
            for r in sorted(rows)
            for c in sorted(target.columns.get(block, ()))
        )
        why = self.doubts.above or row.reason or target.reason or reason
        if not why and len(cells) > 1:
            why = "表头或行标题不全，不能确定是哪一格"
        certain_column = all(len(columns) == 1 for columns in target.columns.values())
        together = row.group is not None and certain_column and not (reason or target.reason or self.doubts.above)
        return Found(piece, cells, row.exact and target.exact, why, (*row.labels, *target.texts), together, row.group)

    def place_in_order(self, values: Sequence[Piece], row: RowTarget, strayed: str = "") -> None:
        """Place the figures of a row whose places in print are not known: all columns, or none for certain.

        values: what stands there, blanks included where they are cells. strayed: why even that is doubtful.
        """
        targets, reason = self._targets(row)
        targets = self._distinct(targets)
        in_order = not self.band.blocks & row.rows.keys() or self._in_order(targets)
        figures = [piece for piece in values if piece.kind != BLANK]
        if len(figures) == len(targets) != len(values):
            values = figures
        if len(values) == len(targets) and in_order:
            if not strayed and self._one_lacks(targets, row):
                targets, strayed = self._or_the_next(targets, row), _ONE_LACKS
            for piece, target in zip(values, targets, strict=True):
                self._fitting.append((len(self.found), row))
                self.place(piece, row, target, strayed)
            return
        spare = len(targets) - len(figures)
        self._too_long += spare < 0
        supposed = self._supposed(targets, len(figures), row) if in_order and not strayed else ()
        if supposed:
            for piece, target in zip(figures, supposed, strict=True):
                self.place(piece, row, target, target.reason)
            return
        counted = f"这一行有{len(figures)}个数，表上有{len(targets)}栏，不能确定各属哪一栏"
        why = strayed or reason or (counted if spare else "列标题看不出顺序，不能确定各属哪一栏")
        for place, piece in enumerate(figures):
            reach = targets[max(0, place + min(spare, 0)) : place + max(spare, 0) + 1] if in_order else targets
            self.place(piece, row, _any_of(reach), why)

    def _in_order(self, targets: Sequence[Target]) -> bool:
        """Whether figures may follow one another as the headings do: of a table, none of them is blank and unexplained."""
        return self.band.sure and (not self.band.width or all(any(target.columns.values()) for target in targets))

    def _distinct(self, targets: Sequence[Target]) -> Sequence[Target]:
        """The columns once each, where headings stand over several print columns or leave some blank, and none lacks."""
        kept: list[Target] = []
        for target in targets:
            if any(target.columns.values()) and not (kept and kept[-1].columns == target.columns):
                kept.append(target)
        for block in {block for target in kept for block in target.columns}:
            columns = [sorted(target.columns.get(block, ())) for target in kept]
            if sorted(columns) != [[i] for i in range(len(self.catalogue.blocks[block].block.columns))]:
                return targets
        return kept or targets

    def _one_lacks(self, targets: Sequence[Target], row: RowTarget) -> bool:
        """Whether just one of the form's headings is not among those known by their order alone.

        It may have been lost, while another column was left blank: the figures are as many as the headings by chance.
        """
        blocks = self.band.blocks & row.rows.keys()
        widths = {len(self.catalogue.blocks[block].block.columns) for block in blocks}
        return widths == {len(targets) + 1} and not self.band.width

    def _or_the_next(self, targets: Sequence[Target], row: RowTarget) -> Sequence[Target]:
        """For each figure the form's columns that it may stand in, when one column is blank and one heading lost."""
        blocks = self.band.blocks & row.rows.keys()
        if not all(_ascending(targets, block) for block in blocks):
            return [_any_of(targets)] * len(targets)
        return [
            target._replace(columns={block: frozenset((place, place + 1)) for block in blocks})
            for place, target in enumerate(targets)
        ]

    def _supposed(self, targets: Sequence[Target], figures: int, row: RowTarget) -> Sequence[Target]:
        """The form's own columns, when the headings are these but for one, and the row has a figure for each."""
        blocks = self.band.blocks & row.rows.keys()
        if len(blocks) != 1 or figures != len(targets) + 1:
            return ()
        block = next(iter(blocks))
        columns = self.catalogue.blocks[block].block.columns
        named = [column for target in targets for column in target.columns.get(block, ())]
        missing = sorted(set(range(len(columns))).difference(named))
        if len(columns) != figures or len(missing) != 1 or not _ascending(targets, block):
            return ()
        reason = f"没有列标题“{columns[missing[0]].path[-1]}”，按表样的次序推定"
        return [Target({block: frozenset((i,))}, column.path, False, reason) for i, column in enumerate(columns)]

    def _targets(self, row: RowTarget) -> tuple[Sequence[Target], str]:
        """The columns for a row, and why they are not certain."""
        if self.band.targets and self.band.blocks & row.rows.keys():
            return self.band.targets, ""
        if not row.rows:
            return (), row.reason or "旁边没有认得的行标题"
        widths = {len(self.catalogue.blocks[block].block.columns) for block in row.rows}
        if len(widths) != 1:
            return (), NO_HEADINGS.reason
        width = widths.pop()
        reason = "" if width == 1 else "列标题缺失或看不出顺序，不能确定各属哪一栏"
        columns = [{block: frozenset((i,)) for block in row.rows} for i in range(width)]
        return [Target(column, (), False, reason) for column in columns], reason


def _members(match: Match | None, block: int) -> frozenset[int]:
    uses = [use for use in match.of("row") if use.block == block] if match else []
    return frozenset[int]().union(*(use.members for use in uses))


def _is_leaf(piece: Piece, block: int) -> bool:
    return piece.match is not None and any(use.leaf for use in piece.match.of("row") if use.block == block)


def _ascending(targets: Sequence[Target], block: int) -> bool:
    """Whether the headings name one column of the block each, in the form's order."""
    named = [sorted(target.columns.get(block, ())) for target in targets]
    return all(len(columns) == 1 for columns in named) and named == sorted(named)


def _any_of(targets: Sequence[Target]) -> Target:
    """A column that may be any of these."""
    columns: dict[int, frozenset[int]] = {}
    for target in targets:
        for block, members in target.columns.items():
            columns[block] = columns.get(block, frozenset()) | members
    return Target(columns, tuple(_texts(targets)), all(target.exact for target in targets))


def _texts(targets: Sequence[Target]) -> Iterator[str]:
    seen: set[str] = set()
    for target in targets:
        for text in target.texts:
            if text not in seen:
                seen.add(text)
                yield text

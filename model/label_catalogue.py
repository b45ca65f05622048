"""All labels of a form by what counts of their text: where each stands, and what it covers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from threading import Lock

from model.form import Block, Form, Grid
from model.label_remarks import Remarks
from model.label_text import Shortened, core, numbered_core, shortened
from model.label_wordings import Wordings
from model.printed import PrintedBlock, printed_blocks
from model.records import NamedTuple

CLOSE = 0.75
"""How alike an unknown label and a statutory one must be for a proposal (difflib's ratio)."""

_MOST_REMEMBERED = 5_000
_MOST_CATALOGUES = 8
_catalogues: dict[tuple[int, int, frozenset[int]], tuple[Form, Wordings, Catalogue]] = {}
_lock = Lock()
_SHORTEST_NEAR = 3
_SHORTEST_PIECE = 4
"""Of how many characters a piece of a label is at least, to be told from it."""


class Use(NamedTuple):
    """One place where a label is printed. role: "column", "row", "block", "corner", "grid" or "note".

    block: index into `Catalogue.blocks`. members: the columns or rows of the block that it covers.
    level: print row or column of the label. leaf: whether figures follow it directly.
    """

    role: str
    block: int
    members: frozenset[int] = frozenset()
    level: int = 0
    leaf: bool = False


class Match(NamedTuple):
    """A text recognised as a label. exact: its own wording, but for width, punctuation and numbering.

    doubt: why its figures may be others all the same, in Chinese: it says more than the form's label.
    """

    uses: tuple[Use, ...]
    exact: bool
    doubt: str = ""

    def of(self, *roles: str) -> tuple[Use, ...]:
        """The uses in these roles."""
        return tuple(use for use in self.uses if use.role in roles)


class FormBlock(NamedTuple):
    """A block of a grid; number: which of the grid's blocks it is, from 0."""

    grid: Grid
    number: int
    block: Block

    def cell_id(self, row: int, column: int) -> str:
        """The id of the block's cell."""
        return self.grid.cell_id(self.number, row, column)

    @property
    def unlabelled(self) -> bool:
        """Whether the block's one row of figures has no label at all."""
        return len(self.block.rows) == 1 and not self.block.rows[0].path


class Catalogue:
    """The labels of one form, with their known variants.

    years: those that a label may name as the report's own, any where there are none.
    """

    def __init__(self, form: Form, wordings: Wordings, years: Iterable[int] = ()) -> None:
        self.form = form
        self._remarks: Remarks = wordings.remarks._replace(years=frozenset(years))
        self._units = frozenset(unit for cell in form.cells.values() for unit in (cell.kind.unit, *cell.kind.units[:1]))
        self.blocks = tuple(FormBlock(grid, i, block) for grid in form.grids for i, block in enumerate(grid.blocks))
        self._misprints = wordings.misprints
        self._exact: dict[str, list[Use]] = {}
        self._texts: dict[str, None] = {}
        for text, use in self._uses():
            self._exact.setdefault(core(text), []).append(use)
            self._texts.setdefault(text)
        self._columns: dict[int, list[Use]] = {}
        for uses in self._exact.values():
            for use in uses:
                if use.role == "column":
                    self._columns.setdefault(use.block, []).append(use)
        self._own_remarks: dict[str, list[str]] = {}
        self._variants = self._known_variants(wordings)
        self._prefixes = self._beginnings()
        self._cache: dict[str, Match | None] = {}

    def doubt_of(self, text: str) -> str:
        """Why figures below or beside this text, a label or not, may be others than the form's; "" where it does not say."""
        match = self.match(text)
        if match is not None:
            return match.doubt
        foreign = self._remarks.foreign_in(text, self._units)
        return f"“{' '.join(text.split())}”{foreign}" if foreign else ""

    def says_nothing(self, text: str) -> bool:
        """Whether a text where the form prints no label only says what all figures are."""
        return self._remarks.says_nothing(text)

    def names_own_year(self, text: str) -> bool:
        """Whether the text names a year, and none but the report's."""
        return self._remarks.names_own_year(text)

    def outermost(self, use: Use) -> Use:
        """The outermost column heading above this one in its block, itself where nothing stands above."""
        over = [other for other in self._columns[use.block] if other.members >= use.members]
        return min(over, key=lambda other: other.level, default=use)

    def leaves(self, block: int) -> tuple[Use, ...]:
        """The headings that stand directly above figures in the block."""
        return tuple(use for use in self._columns[block] if use.leaf)

    def column_headings(self, block: int) -> int:
        """How many column headings the block has, each level counted."""
        return len(self._columns[block])

    def cores(self) -> frozenset[str]:
        """The cores of all labels, variants left out."""
        return frozenset(self._exact)

    def match(self, text: str) -> Match | None:
        """The label that this text is, None when it is none."""
        if text in self._cache:
            return self._cache[text]
        if len(self._cache) >= _MOST_REMEMBERED:
            self._cache.clear()
        found = self._cache[text] = self._find(text)
        return found

    def is_whole(self, text: str) -> bool:
        """Whether the text is a label with nothing left out, not even a remark in brackets."""
        return self._look_up(core(text)) is not None

    def begins(self, text: str) -> bool:
        """Whether some label begins with this text, so that the rest of it may be in the next line."""
        return core(text) in self._prefixes or numbered_core(text) in self._prefixes

    def is_fragment(self, text: str) -> bool:
        """Whether this is a piece out of a label that covers several rows, as torn tables leave it."""
        piece = core(text)
        return bool(piece) and any(
            piece in label and any(use.role == "row" and not use.leaf for use in uses)
            for label, uses in self._exact.items()
        )

    def propose(self, text: str, wanted: Callable[[Use], bool]) -> tuple[Use, ...]:
        """Uses of the labels that the text may be a misprint of, the likest label only."""
        printed = core(text)
        if len(printed) < _SHORTEST_NEAR:
            return ()
        found = self._only_one_with(printed, wanted)
        if found:
            return found
        best = CLOSE
        matcher = SequenceMatcher(b=printed, autojunk=False)
        for label, uses in self._exact.items():
            matcher.set_seq1(label)
            if matcher.real_quick_ratio() >= best and matcher.quick_ratio() >= best and matcher.ratio() >= best:
                kept = tuple(use for use in uses if wanted(use))
                if kept:
                    best, found = matcher.ratio(), kept
        return found

    def _only_one_with(self, piece: str, wanted: Callable[[Use], bool]) -> tuple[Use, ...]:
        """Uses of the only label that begins with these words, as where the rest of it was left out."""
        if len(piece) < _SHORTEST_PIECE:
            return ()
        begun = [
            kept
            for label, uses in self._exact.items()
            if label.startswith(piece) and (kept := tuple(filter(wanted, uses)))
        ]
        return begun[0] if len(begun) == 1 else ()

    def _find(self, text: str) -> Match | None:
        found = self._look_up(core(text))
        if found is not None:
            return found
        best: Match | None = None
        for shorter in shortened(text):
            found = self._look_up(shorter.core)
            judged = self._judged(found, shorter, text) if found is not None else None
            if judged is not None and not judged.doubt:
                return judged
            best = best or judged
        return best or self._piece_of_corner(text)

    def _piece_of_corner(self, text: str) -> Match | None:
        """A piece of the text in a corner: it is printed in several cells one below the other."""
        piece = core(text)
        if len(piece) < _SHORTEST_PIECE:
            return None
        uses = [use for label, found in self._exact.items() if piece in label for use in found if use.role == "corner"]
        return Match(tuple(uses), False) if uses else None

    def _judged(self, found: Match, shorter: Shortened, text: str) -> Match:
        """The match, doubtful where what was left out may mean other figures."""
        own = self._own_remarks.get(shorter.core, ())
        money = tuple(use for use in found.uses if self._is_money(use))
        strange = self._remarks.strange(shorter, own, False)
        if strange and money and not self._remarks.strange(shorter, own, True):
            return Match(money, False)
        name = "".join(text.split())
        return found._replace(exact=False, doubt=f"标题“{name}”{strange}" if strange else "")

    def _is_money(self, use: Use) -> bool:
        """Whether all figures of the use carry a unit of money."""
        found = self.blocks[use.block]
        rows, columns = range(len(found.block.rows)), range(len(found.block.columns))
        cells = [
            found.cell_id(row, column)
            for row in (use.members if use.role == "row" else rows)
            for column in (use.members if use.role == "column" else columns)
        ]
        return all(self.form.cells[cell].kind.units for cell in cells)

    def _look_up(self, label: str) -> Match | None:
        if not label:
            return None
        uses = self._exact.get(label)
        variant = self._variants.get(label)
        if uses is not None:
            return Match((*uses, *(use for use in variant or () if use not in uses)), True)
        for wrong, right in self._misprints.items():
            if variant is None and wrong in label:
                mended = label.replace(wrong, right)
                variant = self._exact.get(mended) or self._variants.get(mended)
        return None if variant is None else Match(tuple(variant), False)

    def _uses(self) -> Iterator[tuple[str, Use]]:
        number = 0
        for grid in self.form.grids:
            for block, printed in zip(grid.blocks, printed_blocks(grid), strict=True):
                yield from _block_uses(block, printed, number)
                yield grid.name, Use("grid", number)
                yield grid.title, Use("grid", number)
                if grid.note:
                    yield grid.note, Use("note", number)
                number += 1

    def _known_variants(self, wordings: Wordings) -> dict[str, list[Use]]:
        known: dict[str, list[Use]] = {}
        for text in self._texts:
            uses = self._exact[core(text)]
            for variant in (*wordings.labels.get(text, ()), text):
                if core(variant) and core(variant) not in self._exact:
                    _add(known, core(variant), uses)
                for short in shortened(variant):
                    if short.core and short.core not in self._exact:
                        _add(known, short.core, uses)
                    self._own_remarks.setdefault(short.core, []).extend(map(core, short.remarks))
        return known

    def _beginnings(self) -> frozenset[str]:
        whole: list[str] = [*self._exact, *self._variants, *(numbered_core(text) for text in self._texts)]
        return frozenset(text[:length] for text in whole for length in range(len(text) + 1))


def catalogue_of(form: Form, wordings: Wordings, years: Iterable[int] = ()) -> Catalogue:
    """The catalogue of this form with these wordings, made once for the last few that were asked for."""
    key = id(form), id(wordings), frozenset(years)
    with _lock:
        kept = _catalogues.pop(key, None) or (form, wordings, Catalogue(form, wordings, key[2]))
        # Kept with what they were made of: an id is that of another object once its object is gone.
        _catalogues[key] = kept
        if len(_catalogues) > _MOST_CATALOGUES:
            del _catalogues[next(iter(_catalogues))]
    return kept[2]


def _add(known: dict[str, list[Use]], label: str, uses: Iterable[Use]) -> None:
    kept = known.setdefault(label, [])
    kept.extend(use for use in uses if use not in kept)


def _block_uses(block: Block, printed: PrintedBlock, number: int) -> Iterator[tuple[str, Use]]:
    body = printed.first_row + printed.heading_rows
    starts = [cell.column for cell in printed.cells if cell.row == body and cell.cell]
    for cell in printed.cells:
        if not core(cell.text):
            continue
        last = cell.row + cell.row_span
        if cell.role == "block_heading":
            yield cell.text, Use("block", number)
        elif cell.role == "corner":
            yield cell.text, Use("corner", number)
        elif cell.role == "column_heading":
            covered = range(cell.column, cell.column + cell.column_span)
            members = frozenset(i for i, start in enumerate(starts) if start in covered)
            yield cell.text, Use("column", number, members, cell.row, last == body)
        elif cell.role == "row_label":
            leaf = cell.column + cell.column_span == printed.label_columns
            yield cell.text, Use("row", number, frozenset(range(cell.row - body, last - body)), cell.column, leaf)

"""The order in which the column headings of a block are read, where only that they follow one another is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.label_catalogue import Catalogue, Use
from model.label_pieces import Piece

Order = tuple[Use, ...]
_ENOUGH = 2
"""As soon as two orders are possible, none is certain."""


def reading_order(catalogue: Catalogue, pieces: Sequence[Piece], block: int) -> Order:
    """The headings that stand directly above figures, from left to right; () when no order is certain."""
    tokens = [
        tuple(use for use in piece.match.of("column") if use.block == block) if piece.match else () for piece in pieces
    ]
    width = len(catalogue.blocks[block].block.columns)
    whole = tokens
    if len(tokens) > catalogue.column_headings(block):
        return ()
    met = {use for token in tokens for use in token}
    tokens = [tuple(use for use in token if catalogue.outermost(use) in met) or token for token in tokens]
    tree = _Tree([use for token in tokens for use in token])
    orders: set[Order] = set()
    for order in (*_some(tree.read_by_rows(tokens)), *_some(tree.read_by_groups(tokens))):
        if tree.whole or _ascending(order):
            orders.add(order)
    if len(orders) == 1:
        return orders.pop()
    return () if orders else _as_in_the_form(whole, width)


def _some(orders: Iterator[Order]) -> Iterator[Order]:
    found: set[Order] = set()
    for order in orders:
        found.add(order)
        if len(found) == _ENOUGH:
            break
    return iter(found)


def _ascending(order: Order) -> bool:
    first = [min(use.members) for use in order]
    return first == sorted(first)


def _as_in_the_form(tokens: Sequence[tuple[Use, ...]], width: int) -> Order:
    """The lowest headings as they come, when that is just how the form has them."""
    leaves = [[use for use in token if use.leaf] for token in tokens]
    leaves = [uses for uses in leaves if uses]
    if len(leaves) == width:
        order = [next((use for use in uses if i in use.members), None) for i, uses in enumerate(leaves)]
        return tuple(use for use in order if use) if all(order) else ()
    if all(len(uses) == 1 for uses in leaves):
        only = tuple(uses[0] for uses in leaves)
        return only if _ascending(only) and len(set(only)) == len(only) else ()
    return ()


class _Tree:
    """The headings of one block that were met, each below the nearest one that covers it.

    whole: whether no heading of the form was left out between two that were met.
    """

    def __init__(self, met: Sequence[Use]) -> None:
        self._nodes = sorted(set(met), key=lambda use: (use.level, min(use.members)))
        self._children: dict[Use | None, list[Use]] = {}
        for node in self._nodes:
            self._children.setdefault(self._parent(node), []).append(node)
        self.whole = all(len({use.level for use in children}) == 1 for children in self._children.values())

    def _parent(self, node: Use) -> Use | None:
        over = [use for use in self._nodes if use.level < node.level and use.members >= node.members]
        return max(over, key=lambda use: use.level, default=None)

    def _runs(self, node: Use | None, tokens: Sequence[tuple[Use, ...]], start: int) -> Iterator[Order]:
        """The stretches of tokens from `start` on that are different children of the node, longest first."""
        children = self._children.get(node, [])
        run: list[Use] = []
        for token in tokens[start:]:
            child = next((use for use in token if use in children), None)
            if child is None or child in run:
                break
            run.append(child)
        for length in range(len(run), -1, -1):
            yield tuple(run[:length])

    def read_by_rows(self, tokens: Sequence[tuple[Use, ...]]) -> Iterator[Order]:
        """Orders when the heading rows are read one after another, each from left to right."""
        for roots in self._runs(None, tokens, 0):
            if roots:
                yield from self._next_row(tokens, roots, frozenset(roots), len(roots))

    def _next_row(
        self, tokens: Sequence[tuple[Use, ...]], row: Order, fresh: frozenset[Use], start: int
    ) -> Iterator[Order]:
        if start == len(tokens):
            yield row
            return
        for below, new, stop in self._across(tokens, row, fresh, start):
            if stop > start:
                yield from self._next_row(tokens, below, new, stop)

    def _across(
        self, tokens: Sequence[tuple[Use, ...]], row: Order, fresh: frozenset[Use], start: int
    ) -> Iterator[tuple[Order, frozenset[Use], int]]:
        """Ways to put the next tokens below the headings of a row."""
        if not row:
            yield (), frozenset(), start
            return
        head, rest = row[0], row[1:]
        runs = self._runs(head, tokens, start) if head in fresh and not head.leaf else iter(((),))
        for run in runs:
            for below, new, stop in self._across(tokens, rest, fresh, start + len(run)):
                yield (*(run or (head,)), *below), new | frozenset(run), stop

    def read_by_groups(self, tokens: Sequence[tuple[Use, ...]]) -> Iterator[Order]:
        """Orders when each heading is followed by all that stands below it."""
        for order, stop in self._group(None, tokens, 0, frozenset()):
            if stop == len(tokens) and order:
                yield order

    def _group(
        self, node: Use | None, tokens: Sequence[tuple[Use, ...]], start: int, used: frozenset[Use]
    ) -> Iterator[tuple[Order, int]]:
        token = tokens[start] if start < len(tokens) else ()
        child = next((use for use in token if use in self._children.get(node, []) and use not in used), None)
        if child is not None:
            for below, middle in self._group(child, tokens, start + 1, frozenset()):
                for beside, stop in self._group(node, tokens, middle, used | {child}):
                    yield (*(below or (child,)), *beside), stop
        yield (), start

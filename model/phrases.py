"""Words before a figure that can mean one cell of the form only: the form's phrases.toml, read strictly.

Precision comes before recall: the clause before the figure has to be one of the phrases, no more and no less.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from model.form import Form
from model.records import NamedTuple
from model.toml_table import Table, read_table

_SENTENCE_END = "。！？"
_CLAUSE_END = "，；：、,;:（）()"


class Phrase(NamedTuple):
    """near: one of these stands in this sentence or the one before; empty where the phrase alone is enough."""

    cell: str
    near: tuple[str, ...]


class Phrases(NamedTuple):
    """The phrases of one form. leads: what may open the clause and means nothing; units: what counts the figure.

    topics: words round a figure that may mean some cell, though not for certain which.
    """

    leads: tuple[str, ...]
    units: tuple[str, ...]
    words: Mapping[str, Phrase]
    topics: tuple[str, ...] = ()

    def cell_named(self, before: str, after: str, year: int = 0) -> str:
        """The cell that the text before a figure names for certain, "" for none.

        before: the paragraph up to the figure; after: what follows it, where one of the units has to stand.
        year: the year that the report is of; a clause that names another one is about other figures.
        """
        words = self.words_named(before, after, year)
        return self.words[words].cell if words else ""

    def words_named(self, before: str, after: str, year: int = 0) -> str:
        """The words of the phrase that names the cell, as they stand in the data; "" for none."""
        if not after.startswith(self.units):
            return ""
        start = _sentence_start(before, len(before))
        around = before[_sentence_start(before, start - 1) :] if start else before
        words = self.clause(before, year)
        phrase = self.words.get(words)
        if phrase is None or (phrase.near and not any(word in around for word in phrase.near)):
            return ""
        return words

    def clause(self, before: str, year: int = 0) -> str:
        """What stands before a figure back to the punctuation, without its leads."""
        return self._without_leads(_last_clause(before[_sentence_start(before, len(before)) :]), year)

    def _without_leads(self, clause: str, year: int) -> str:
        own = (f"{year}年度", f"{year}年") if year else ()
        while clause not in self.words:
            lead = next((lead for lead in (*own, *self.leads) if clause.startswith(lead)), "")
            if not lead:
                break
            clause = clause[len(lead) :]
        return clause


NO_PHRASES = Phrases((), (), {})


def load_phrases(folder: Path, form: Form) -> Phrases:
    """The phrases in the folder's phrases.toml, none without the file.

    Raises FormError that names file and key for a cell that the form does not have or words given twice.
    """
    file = folder / "phrases.toml"
    if not file.exists():
        return NO_PHRASES
    top = read_table(file)
    leads, units, topics = top.words("leads"), top.words("units"), top.words("topics")
    words: dict[str, Phrase] = {}
    for table in top.tables("phrases"):
        _read(table, form, words)
    top.finish()
    if not units:
        top.fail("至少要有一个", "units")
    if not all(topics):
        top.fail("没有文字", "topics")
    return Phrases(tuple(sorted(leads, key=len, reverse=True)), units, words, topics)


def _read(table: Table, form: Form, words: dict[str, Phrase]) -> None:
    cell = table.get("cell", str)
    if cell not in form.cells:
        table.fail(f"没有格“{cell}”", "cell")
    phrase = Phrase(cell, table.words("near", []))
    for word in table.words("words"):
        if word in words or not word:
            table.fail(f"“{word}”重复或为空", "words")
        words[word] = phrase
    table.finish()


def _sentence_start(text: str, stop: int) -> int:
    return max(text.rfind(end, 0, max(0, stop)) for end in _SENTENCE_END) + 1


def _last_clause(sentence: str) -> str:
    """What stands before the figure back to the punctuation; an item of a list without a figure belongs to the next."""
    start = max(sentence.rfind(end) for end in _CLAUSE_END) + 1
    while start and sentence[start - 1] == "、":
        before = max(sentence.rfind(end, 0, start - 1) for end in _CLAUSE_END) + 1
        if any(character.isdigit() for character in sentence[before:start]):
            break
        start = before
    return sentence[start:].strip()

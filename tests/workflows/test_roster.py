"""单位名录 in the encodings that offices' programs write."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import OpenError
from workflows.roster import ROSTER_NAME, find_roster, load_roster

TEXT = "现用名,曾用名,类别,应报\r\n某某市文化和旅游局,某某市文化局,县级以上政府部门,是\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_roster_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / ROSTER_NAME).write_bytes(TEXT.encode(encoding))
    found = find_roster([tmp_path / "没有", tmp_path])
    assert found == tmp_path / ROSTER_NAME
    roster = load_roster(found)
    assert not roster.faults
    assert roster.names("某某市文化局")[0] == "某某市文化和旅游局"
    assert roster.units[0].kind == "department"


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02\xff" * 99, "甲,乙\n".encode()])
def test_what_is_no_roster_is_refused_in_words(tmp_path: Path, data: bytes) -> None:
    (tmp_path / ROSTER_NAME).write_bytes(data)
    with pytest.raises(OpenError, match=ROSTER_NAME):
        load_roster(tmp_path / ROSTER_NAME)


def test_no_roster_is_found_where_there_is_none(tmp_path: Path) -> None:
    assert find_roster([tmp_path]) is None

"""The file with an office's own rules: which one counts, what is told of it, the example that comes with the program."""

import re
from argparse import Namespace
from pathlib import Path

import pytest

import resources
from model.errors import ReportError
from model.office_rules import read_rules
from tests.builders import form_of
from tests.workflows.command_runs import run
from workflows import office_rules_file
from workflows.office_rules import EXAMPLE, chosen_rules, load_rules, rules_in_force, write_example
from workflows.office_rules_file import FILE, own_file
from workflows.usage import UsageError

RULE = '[[rules]]\nid = "{}"\nkind = "at_most"\nleft = "表三 新收 总计"\nright = 5\n'
BROKEN = '[[rules]]\nid = "坏"\nkind = "sum"\n'


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the program's own, and a data folder without rules."""
    folder = tmp_path / "office" / "program"
    folder.mkdir(parents=True)
    monkeypatch.setattr(office_rules_file, "office_files", lambda: (folder / FILE, folder.parent / FILE))
    for name in ("XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "data"))
    return folder


def ids() -> list[str]:
    """The rules in force."""
    return [rule.id for rule in rules_in_force().found.rules]


def test_the_clerks_file_comes_before_the_offices(program: Path) -> None:
    assert rules_in_force().path is None
    (program.parent / FILE).write_text(RULE.format("旁边"), "utf-8")
    assert ids() == ["旁边"]
    (program / FILE).write_text(RULE.format("程序"), "utf-8")
    assert ids() == ["程序"]
    own_file().write_text(RULE.format("自己"), "utf-8")
    assert ids() == ["自己"]
    assert rules_in_force().path == own_file()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_as_notepad_saves_it_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / FILE
    file.write_bytes(RULE.format("甲").replace("\n", "\r\n").encode(encoding))
    assert [rule.id for rule in load_rules(file).found.rules] == ["甲"]


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "找不到" in load_rules(tmp_path / "无.toml").failed
    binary = tmp_path / "图.toml"
    binary.write_bytes(b"\xff" * 200)
    assert "不是文字" in load_rules(binary).failed
    assert load_rules(binary).problems == (load_rules(binary).failed,)


def test_the_example_is_written_once_and_holds_no_rule_until_one_is_wanted(tmp_path: Path) -> None:
    file = tmp_path / FILE
    write_example(file)
    assert load_rules(file).found == read_rules("", ())
    with pytest.raises(ReportError, match="已经有了"):
        write_example(file)


def test_every_rule_of_the_example_is_right(tmp_path: Path) -> None:
    text = resources.path(*EXAMPLE).read_text("utf-8")
    file = tmp_path / FILE
    file.write_text(re.sub(r"^#(?! |$)", "", text, flags=re.MULTILINE), "utf-8")
    found = load_rules(file).found
    assert found.problems == ()
    assert [rule.kind for rule in found.rules] == ["sum", "compare", "compare", "share", "required", "forbidden"]
    assert all(sentence.startswith(("#", "\n")) for sentence in text.splitlines(keepends=True))


def test_what_a_command_checks_by(tmp_path: Path) -> None:
    own_file().write_text(RULE.format("自己") + BROKEN, "utf-8")
    named = tmp_path / "别的.toml"
    named.write_text(RULE.format("别的"), "utf-8")
    told: list[str] = []

    def chosen(rules: Path | None = None, no_rules: bool = False) -> list[str]:
        return [rule.id for rule in chosen_rules(Namespace(rules=rules, no_rules=no_rules), told.append)]

    assert chosen() == ["自己"]
    assert told == [f"{own_file()}：第 6 行（规则“坏”）：缺少 left"]
    assert chosen(named) == ["别的"]
    assert chosen(no_rules=True) == []
    with pytest.raises(UsageError):
        chosen(named, True)
    with pytest.raises(ReportError):
        chosen(tmp_path / "无.toml")


def test_a_made_up_form_has_no_such_rules() -> None:
    assert read_rules(RULE.format("甲"), (form_of("made_up"),)).problems != ()


def test_check_uses_the_rules_and_tells_broken_ones_beside(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "规则.toml"
    file.write_text(RULE.format("本局-1") + BROKEN, "utf-8")
    before = run(capsys, "check", path, "--no-rules")
    status, out, told = run(capsys, "check", path, "--rules", file)
    assert status == before[0]
    assert "本单位规则：新收总计37，应不大于5，相差32件" in out
    assert "第 6 行（规则“坏”）：缺少 left" in told
    assert "本单位规则" not in before[1]
    own_file().write_text(RULE.format("自己"), "utf-8")
    assert "（自己）" in run(capsys, "check", path)[1]
    assert run(capsys, "check", path, "--rules", tmp_path / "无.toml")[0] == 1
    assert run(capsys, "check", path, "--rules", file, "--no-rules")[0] == 2

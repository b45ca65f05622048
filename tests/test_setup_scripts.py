"""run.sh, test.sh and .ci/run, in a copy of the tree where every program they call is a recorder.

The scripts see a PATH of our own: no network, no package manager and no real Python can be reached.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = "main.py model ooxml importers exporters workflows gui resources"
TOOLS = [
    "bash",
    "cat",
    "chmod",
    "cmp",
    "cp",
    "dirname",
    "env",
    "find",
    "grep",
    "head",
    "mkdir",
    "mktemp",
    "mv",
    "readlink",
    "rm",
    "sed",
    "sh",
    "touch",
]
QT_LIBRARIES = [
    "libGL.so.1",
    "libEGL.so.1",
    "libglib-2.0.so.0",
    "libxkbcommon.so.0",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxkbcommon-x11.so.0",
]
RECORD = '#!/bin/sh\nprintf "%s" "${0##*/}" >>"$LOG"; printf " %s" "$@" >>"$LOG"; echo >>"$LOG"\n'
PYTHON = """
[ -n "${FAIL-}" ] && [ "$2" = "$FAIL" ] && exit 1
for word in "$@"; do
    case $word in --junitxml=*)
        echo "<testsuites><testsuite name=\\"t\\" skipped=\\"${SKIPPED-0}\\" tests=\\"9\\"><a b=\\" skipped=\\"/>" >"${word#*=}" ;;
    esac
done
exit 0
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="shell scripts")


class Tree:
    """A copy of the scripts in a folder with a space in its name, and what they called."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "年 报"
        self.bin = folder / "bin"
        self.log = folder / "log"
        self.bin.mkdir()
        for name in ("run.sh", "test.sh", "setup.sh", "requirements.txt", "requirements-test.txt", ".ci/run"):
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)
        for name in PACKAGES.split():
            (self.root / name).mkdir() if "." not in name else (self.root / name).touch()
        (self.root / "model" / "report.py").touch()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool) or tool)
        self.program("uname", "echo Linux")
        self.program("id", "echo 1000")
        self.program("ldconfig", "printf '\\t%s (libc6,x86-64) => /lib/x\\n' " + " ".join(QT_LIBRARIES))
        self.program("fc-list", "echo 黑体")
        self.program("apt-cache", "echo Package: $2")
        for name in (
            "Xvfb",
            "xauth",
            "openbox",
            "xdotool",
            "dbus-run-session",
            "ibus-daemon",
            "soffice",
            "pdftoppm",
            "fc-match",
        ):
            self.program(name, "")
        self.python = self.root / ".venv" / "bin" / "python"
        self.program("python", PYTHON, self.python)

    def program(self, name: str, body: str, path: Path | None = None) -> None:
        """A stand-in for a program: it records its call, unless it only answers, and does this."""
        path = path or self.bin / name
        path.parent.mkdir(parents=True, exist_ok=True)
        recorded = name in ("python", "apt-get", "sudo")
        path.write_text((RECORD if recorded else "#!/bin/sh\n") + body, encoding="utf-8")
        path.chmod(0o755)

    def run(self, script: str, *arguments: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess:
        """Run a script with nothing in its environment but this; the log starts anew."""
        self.log.write_text("")
        environment = {"PATH": str(self.bin), "LOG": str(self.log), "PYTHONDONTWRITEBYTECODE": "1", **more}
        shell = "bash" if script == ".ci/run" else "sh"
        return subprocess.run(
            [self.bin / shell, self.root / script, *arguments],
            env=environment,
            cwd=cwd or self.root,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def calls(self) -> list[str]:
        """What was called, in order; the tree's folder is written as ROOT."""
        return self.log.read_text(encoding="utf-8").replace(str(self.root), "ROOT").splitlines()


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return Tree(tmp_path)


@pytest.fixture
def ready(tree: Tree) -> Tree:
    """A tree that is set up."""
    assert tree.run("run.sh", DISPLAY=":1").returncode == 0
    return tree


PIP = "python -m pip install --disable-pip-version-check --no-input --quiet -r ROOT/requirements.txt"
COMPILE = f"python -m compileall -q {PACKAGES}"
RESOURCES = "python -m workflows.compile_resources"
EXPORT = "python ROOT/main.py export {} --word ROOT/out/{}.docx --excel ROOT/out/{}.xlsx"


def test_the_first_start_installs_compiles_and_starts(tree: Tree) -> None:
    assert tree.run("run.sh", "--version").returncode == 0
    assert tree.calls() == [PIP, COMPILE, RESOURCES, "python ROOT/main.py --version"]


def test_the_second_start_does_nothing_else(ready: Tree) -> None:
    assert ready.run("run.sh", "--version").returncode == 0
    assert ready.calls() == ["python ROOT/main.py --version"]


def test_changed_requirements_are_installed(ready: Tree) -> None:
    with (ready.root / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("one-more==1\n")
    ready.run("run.sh", "--version")
    assert ready.calls() == [PIP, "python ROOT/main.py --version"]


def test_a_newer_module_is_compiled(ready: Tree) -> None:
    stamp = (ready.root / ".venv" / "compiled").stat().st_mtime
    os.utime(ready.root / "model" / "report.py", (stamp + 5, stamp + 5))
    ready.run("run.sh", "--version")
    assert ready.calls() == [COMPILE, RESOURCES, "python ROOT/main.py --version"]


def test_a_failed_installation_is_said_and_tried_again(tree: Tree) -> None:
    result = tree.run("run.sh", "--version", FAIL="pip")
    assert result.returncode == 1
    assert "请检查网络" in result.stderr
    assert tree.calls() == [PIP]
    tree.run("run.sh", "--version")
    assert tree.calls()[0] == PIP


@pytest.mark.parametrize(
    "arguments", [(), ("a b.nianbao", "--at", "requests.received.total"), ("--at=x", "f/报告.docx")]
)
def test_with_a_display_the_window_opens(ready: Tree, arguments: tuple[str, ...]) -> None:
    for display in ({"DISPLAY": ":1"}, {"WAYLAND_DISPLAY": "wayland-0"}):
        assert ready.run("run.sh", *arguments, **display).returncode == 0
        assert ready.calls() == [" ".join(("python ROOT/main.py", *arguments))]


def test_without_a_display_the_example_is_exported(ready: Tree) -> None:
    result = ready.run("run.sh")
    assert result.returncode == 0
    assert "没有显示器" in result.stderr
    assert ready.calls() == [EXPORT.format("ROOT/resources/example/example.nianbao", "example", "example")]
    assert (ready.root / "out").is_dir()


@pytest.mark.parametrize(
    "arguments",
    [
        ("某局.nianbao",),
        ("某局.nianbao", "--at", "requests.received.total"),
        ("--at", "requests.received.total", "某局.nianbao"),
        ("--at=requests.received.total", "某局.nianbao"),
    ],
)
def test_without_a_display_the_report_named_is_exported(ready: Tree, arguments: tuple[str, ...]) -> None:
    assert ready.run("run.sh", *arguments).returncode == 0
    assert ready.calls() == [EXPORT.format("某局.nianbao", "某局", "某局")]


def test_without_a_display_a_place_alone_is_the_example(ready: Tree) -> None:
    assert ready.run("run.sh", "--at").returncode == 0
    assert ready.calls() == [EXPORT.format("ROOT/resources/example/example.nianbao", "example", "example")]


def test_a_failed_export_is_the_exit_status_and_no_window_is_tried(ready: Tree) -> None:
    assert ready.run("run.sh", FAIL="export").returncode == 1
    assert len(ready.calls()) == 1


@pytest.mark.parametrize("command", ["new", "import", "show", "check", "export", "self-test", "--version", "--help"])
def test_a_command_needs_no_display_and_runs_where_the_clerk_is(ready: Tree, tmp_path: Path, command: str) -> None:
    result = ready.run("run.sh", command, "a b", cwd=tmp_path)
    assert result.returncode == 0
    assert result.stderr == ""
    assert ready.calls() == [f"python ROOT/main.py {command} a b"]


def test_missing_libraries_are_named_in_one_command_where_installing_is_not_allowed(tree: Tree) -> None:
    tree.program("ldconfig", "printf '\\t%s (libc6) => /lib/x\\n' " + " ".join(QT_LIBRARIES[1:-1]))
    tree.program("apt-get", "exit 1")
    result = tree.run("run.sh", DISPLAY=":1")
    assert "    sudo apt-get install --no-install-recommends libgl1 libxkbcommon-x11-0 \n" in result.stderr
    assert tree.calls()[-1] == "python ROOT/main.py"
    assert not any(call.startswith("apt-get") for call in tree.calls())


def test_every_library_has_its_package(tree: Tree) -> None:
    tree.program("ldconfig", "echo none")
    tree.program("apt-cache", '[ "$2" = libglib2.0-0 ] || echo Package: $2')
    result = tree.run("run.sh", DISPLAY=":1")
    named = set(re.search(r"recommends (.*)", result.stderr)[1].split())
    assert named == {
        "libgl1",
        "libegl1",
        "libglib2.0-0t64",
        "libxkbcommon0",
        "libdbus-1-3",
        "libfontconfig1",
        "libxcb-cursor0",
        "libxcb-icccm4",
        "libxcb-keysyms1",
        "libxcb-shape0",
        "libxkbcommon-x11-0",
    }


def test_root_installs_what_is_missing_once(tree: Tree) -> None:
    tree.program("id", "echo 0")
    tree.program("apt-get", "")
    tree.program("fc-list", "")
    assert tree.run("run.sh", DISPLAY=":1").returncode == 0
    assert [call.split(" ", 1)[1] for call in tree.calls() if call.startswith("apt-get")] == [
        "-qq -o DPkg::Lock::Timeout=300 update",
        "-qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install --no-install-recommends fonts-noto-cjk",
    ]
    tree.run("run.sh", DISPLAY=":1")
    assert tree.calls() == ["python ROOT/main.py"]


def test_a_failed_package_installation_names_the_command(tree: Tree) -> None:
    tree.program("id", "echo 0")
    tree.program("apt-get", "exit 100")
    tree.program("fc-list", "")
    result = tree.run("run.sh", DISPLAY=":1")
    assert "sudo apt-get install --no-install-recommends fonts-noto-cjk" in result.stderr
    assert tree.calls()[-1] == "python ROOT/main.py"


def test_a_machine_without_python_is_told_what_to_install(tree: Tree) -> None:
    tree.python.unlink()
    result = tree.run("run.sh")
    assert result.returncode == 1
    assert "sudo apt-get install python3 python3-venv" in result.stderr


def test_an_old_python_is_passed_over(tree: Tree) -> None:
    tree.python.unlink()
    tree.program("python3.11", "exit 127")
    tree.program("python3", '[ "$1" = -c ] && exit 1')
    tree.program("python3.12", "case $1 in -c) echo made ;; *) exit 1 ;; esac")
    tree.program("made", 'mkdir -p "$4/bin" && printf \'%s\' "#!/bin/sh" >"$4/bin/python" && chmod +x "$4/bin/python"')
    result = tree.run("run.sh", "--version")
    assert result.returncode == 0, result.stderr
    assert "正在建立运行环境" in result.stderr


def test_test_sh_runs_every_check_and_passes_arguments_on(ready: Tree) -> None:
    ready.program("dpkg-query", "printf installed")
    result = ready.run("test.sh", "-k", "labels and not slow")
    assert result.returncode == 0, result.stderr
    calls = ready.calls()
    assert calls[0] == PIP.replace("requirements", "requirements-test")
    assert calls[1:4] == ["python -m ruff check .", "python -m ruff format --check .", "python -m mypy"]
    assert re.fullmatch(r"python -m pytest --junitxml=\S+ -k labels and not slow", calls[4])


@pytest.mark.parametrize("step", ["ruff", "mypy", "pytest"])
def test_a_failed_check_fails_the_whole_and_stops_none(ready: Tree, step: str) -> None:
    ready.program("dpkg-query", "printf installed")
    result = ready.run("test.sh", FAIL=step)
    assert result.returncode == 1
    assert f"没有通过： {step}" in result.stderr
    assert len(ready.calls()) == 5


@pytest.mark.parametrize(("ci", "skipped", "status"), [("", "2", 0), ("true", "2", 1), ("true", "0", 0)])
def test_a_skipped_test_fails_in_ci(ready: Tree, ci: str, skipped: str, status: int) -> None:
    ready.program("dpkg-query", "printf installed")
    result = ready.run("test.sh", CI=ci, SKIPPED=skipped)
    assert result.returncode == status
    assert ("跳过了 2 个" in result.stderr) == (status == 1)


def test_what_is_skipped_without_a_tool_is_said(ready: Tree) -> None:
    (ready.bin / "soffice").unlink()
    (ready.bin / "xdotool").unlink()
    result = ready.run("test.sh")
    assert "没有 soffice，将跳过：用 LibreOffice 排版和重算的测试" in result.stderr
    assert "没有 xdotool，将跳过：真实按键的测试" in result.stderr
    assert "recommends xdotool libreoffice-writer-nogui libreoffice-calc-nogui" in result.stderr


def test_ci_runs_the_tests_and_the_contract(ready: Tree) -> None:
    contract = ready.root.parent / "shared" / "contract.py"
    contract.parent.mkdir()
    contract.touch()
    ready.program("dpkg-query", "printf installed")
    assert ready.run(".ci/run", SKIPPED="0").returncode == 0
    assert ready.calls()[-1] == "python ../shared/contract.py"
    assert ready.run(".ci/run", SKIPPED="1").returncode == 1
    ready.program("python", "case $1 in *contract.py) exit 1 ;; esac\n" + PYTHON, ready.python)
    assert ready.run(".ci/run").returncode == 1


def test_ci_goes_without_the_contract(ready: Tree) -> None:
    ready.program("dpkg-query", "printf installed")
    assert ready.run(".ci/run").returncode == 0
    assert not any("contract" in call for call in ready.calls())


def test_ci_runs_with_its_input_closed(ready: Tree) -> None:
    ready.program("dpkg-query", "printf installed")
    ready.program("closed", 'exec bash "$1" <&-')
    environment = {"PATH": str(ready.bin), "LOG": str(ready.log)}
    result = subprocess.run([ready.bin / "closed", ready.root / ".ci/run"], env=environment, check=False, timeout=60)
    assert result.returncode == 0


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_requirements_are_pinned_and_name_no_registry(name: str) -> None:
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9-]+==[0-9.]+", line), line


def test_every_package_is_compiled() -> None:
    folders = {file.parent.name for file in ROOT.glob("*/__init__.py")} - {"tests"}
    assert folders == {name for name in PACKAGES.split() if "." not in name}
    for name in ("setup.sh", "setup.bat"):
        assert PACKAGES in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["run.bat", "test.bat", "setup.bat"])
def test_batch_files_have_the_line_ends_that_windows_needs(name: str) -> None:
    data = (ROOT / name).read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") > 5


@pytest.mark.parametrize("name", ["run.sh", "test.sh", ".ci/run"])
def test_scripts_can_be_started(name: str) -> None:
    assert os.access(ROOT / name, os.X_OK)

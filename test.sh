#!/bin/sh
# Run every check: ./test.sh [ARGUMENTS of pytest]. With CI=true a skipped test counts as failed.
set -u
[ -t 0 ] || exec </dev/null
case $0 in */*) root=${0%/*} ;; *) root=. ;; esac
root=$(cd -- "$root" && pwd) || exit 1
cd "$root" || exit 1
# shellcheck source=setup.sh
. "$root/setup.sh"

# A program that tests use, its Debian packages, and what is skipped without it.
tools="
Xvfb|xvfb xauth|真实窗口的测试
xauth|xauth|真实窗口的测试
openbox|openbox|真实按键的测试
xdotool|xdotool|真实按键的测试
dbus-run-session|dbus|真实窗口的测试
ibus-daemon|ibus|中文输入法的测试
soffice|libreoffice-writer-nogui libreoffice-calc-nogui|用 LibreOffice 排版和重算的测试
pdftoppm|poppler-utils|页面图片的测试
fc-match|fontconfig|排版的测试"
# Packages without a program of their own in PATH.
quiet="fonts-noto-cjk fonts-arphic-gkai00mp fonts-arphic-gbsn00lp fonts-wqy-zenhei fonts-liberation ibus-libpinyin"

each_missing_tool() {
    printf '%s\n' "$tools" | while IFS='|' read -r program names skipped; do
        [ -z "$program" ] || command -v "$program" >/dev/null 2>&1 || "$1" "$program" "$names" "$skipped"
    done
}

missing_quiet() {
    for name in $quiet; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
    done
}

tool_packages() { printf '%s ' "$2"; }
tell_skipped() { say "没有 $1，将跳过：$3"; }

need_test_tools() {
    missing=$(each_missing_tool tool_packages)
    if command -v dpkg-query >/dev/null 2>&1; then
        missing="$missing$(missing_quiet)"
    fi
    # shellcheck disable=SC2086  # missing is a list of words
    [ -z "$missing" ] || install_packages "测试工具" $missing || each_missing_tool tell_skipped
}

failed=""
check() {
    name=$1
    shift
    say "== $name"
    "$@" || failed="$failed $name"
}

# A test that did not run has shown nothing.
no_test_skipped() {
    count=$(grep -o '<testsuite [^>]*' "$1" | sed -n 's/.* skipped="\([0-9]*\)".*/\1/p')
    [ "${count:-0}" -eq 0 ] || { say "CI 中不得跳过测试：跳过了 $count 个。" && return 1; }
}

need_program
need_requirements requirements-test.txt
need_qt_libraries || say "系统库没有装齐，窗口的测试可能失败。"
need_test_tools

check "ruff check" "$python" -m ruff check .
check "ruff format" "$python" -m ruff format --check .
check "mypy" "$python" -m mypy
results=$(mktemp) || exit 1
trap 'rm -f "$results"' EXIT
check "pytest" "$python" -m pytest --junitxml="$results" "$@"
[ "${CI-}" != true ] || check "skipped tests" no_test_skipped "$results"

[ -z "$failed" ] || fail "没有通过：$failed"
say "全部通过。"

#!/bin/sh
# Start the program: ./run.sh [ARGUMENTS of main.py]. Sets everything up the first time.
set -u
case $0 in */*) root=${0%/*} ;; *) root=. ;; esac
[ -L "$0" ] && root=$(dirname -- "$(readlink -f -- "$0")")
root=$(cd -- "$root" && pwd) || exit 1
# shellcheck source=setup.sh
. "$root/setup.sh"

# Files and --at open the window; anything else is a command that needs none.
wants_window() {
    case ${1-} in
        "" | --at | --at=* | *.nianbao | */*) return 0 ;;
        *) [ -e "$1" ] ;;
    esac
}

has_display() {
    [ -n "${DISPLAY-}${WAYLAND_DISPLAY-}" ] || [ "$(uname -s)" = Darwin ]
}

# The main job without a window: the report named, else the example, as Word and Excel.
export_report() {
    report=$root/resources/example/example.nianbao
    while [ $# -gt 0 ]; do
        case $1 in
            --at) shift "$(($# > 1 ? 2 : 1))" ;;
            --at=*) shift ;;
            *) report=$1 && break ;;
        esac
    done
    name=${report##*/}
    name=${name%.*}
    say "没有显示器（DISPLAY 和 WAYLAND_DISPLAY 都是空的），不打开窗口，直接导出 Word 和 Excel。"
    mkdir -p "$root/out" || fail "不能建立文件夹 $root/out。"
    "$python" "$root/main.py" export "$report" --word "$root/out/$name.docx" --excel "$root/out/$name.xlsx"
}

need_program
if wants_window "$@"; then
    need_qt_libraries || say "系统库没有装齐，窗口可能打不开。"
    if ! has_display; then
        export_report "$@"
        exit
    fi
fi
exec "$python" "$root/main.py" "$@"

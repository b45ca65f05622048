# Set-up that run.sh and test.sh share; sourced by them, POSIX shell. $root is the program's folder.
# shellcheck shell=sh disable=SC2154
# Everything is done once and remembered in .venv, so that a second start needs neither network nor time.

python=$root/.venv/bin/python
packages="main.py model ooxml importers exporters workflows gui resources"

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# Run a command as root when that is allowed without a question, else give up.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# Install Debian packages; where that is not allowed or fails, print the one command. $1: what for.
install_packages() {
    purpose=$1
    shift
    names=$(real_names "$@")
    # shellcheck disable=SC2086  # names is a list of words
    if may_install; then
        say "正在安装${purpose}：$names"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null </dev/null ||
            say "软件源列表没有更新，用现有的列表继续。"
        names=$(real_names "$@")
        as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
            install --no-install-recommends $names >/dev/null </dev/null && return 0
    fi
    say "缺少${purpose}。请在终端运行一次："
    say "    sudo apt-get install --no-install-recommends $names"
    return 1
}

# Debian 13 and Ubuntu 24.04 renamed some libraries to …t64.
real_names() {
    for name in "$@"; do
        if [ -z "$(apt-cache show "$name" 2>/dev/null)" ] && [ -n "$(apt-cache show "${name}t64" 2>/dev/null)" ]; then
            name=${name}t64
        fi
        printf '%s ' "$name"
    done
}

# A Python that the pinned packages have wheels for, able to make a virtual environment.
find_python() {
    for candidate in python3.11 python3.12 python3.13 python3 python; do
        if "$candidate" -c 'import sys, venv, ensurepip
sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 </dev/null; then
            # Not a slow shim, nor a name that an upgrade turns into another Python: what stands behind it.
            "$candidate" -c 'import os, sys; print(os.path.realpath(sys.executable))' </dev/null
            return 0
        fi
    done
    return 1
}

make_environment() {
    base=$(find_python) || {
        if may_install; then
            install_packages " Python" python3 python3-venv || exit 1
        fi
        base=$(find_python) || fail "需要 Python 3.11 至 3.13（含 venv），没有找到。Debian 12 及以后的系统请运行：sudo apt-get install python3 python3-venv"
    }
    say "正在建立运行环境（只在第一次需要）……"
    "$base" -m venv --clear "$root/.venv" </dev/null || fail "运行环境没有建成：$root/.venv。请检查磁盘空间和文件夹权限。"
}

# Install what a requirements file names, unless the very same file was installed before.
need_requirements() {
    cmp -s "$root/$1" "$root/.venv/installed-$1" && return 0
    [ -x "$python" ] || make_environment
    say "正在安装软件包（$1）……"
    "$python" -m pip install --disable-pip-version-check --no-input --quiet -r "$root/$1" </dev/null ||
        fail "软件包没有装成（$1）。请检查网络；单位有自己的软件源的，先设置环境变量 PIP_INDEX_URL，再重新运行。"
    cp "$root/$1" "$root/.venv/installed-$1"
}

# Compile our modules where one is newer than the last time: PYTHONDONTWRITEBYTECODE keeps Python from it.
need_compiled() {
    stamp=$root/.venv/compiled
    (
        cd "$root" || exit 1
        # shellcheck disable=SC2086  # packages is a list of words
        if [ ! -e "$stamp" ] || [ -n "$(find $packages \( -name '*.py' -o -name '*.toml' \) -newer "$stamp" 2>/dev/null)" ]; then
            touch "$stamp.new"
            "$python" -m compileall -q $packages </dev/null &&
                "$python" -m workflows.compile_resources </dev/null && mv "$stamp.new" "$stamp"
        fi
    )
}

need_program() {
    [ -x "$python" ] || rm -f "$root/.venv/installed-"* 2>/dev/null
    need_requirements requirements.txt
    need_compiled
}

# What Qt loads from the system, as library=package.
qt_libraries="
libGL.so.1=libgl1 libEGL.so.1=libegl1 libglib-2.0.so.0=libglib2.0-0 libxkbcommon.so.0=libxkbcommon0
libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1 libxcb-cursor.so.0=libxcb-cursor0
libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0
libxkbcommon-x11.so.0=libxkbcommon-x11-0"

missing_qt_packages() {
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null)
    [ -n "$known" ] || return 0
    for pair in $qt_libraries; do
        case $known in
            *"${pair%%=*} "*) ;;
            *) printf '%s ' "${pair##*=}" ;;
        esac
    done
    # Without a Chinese font the window shows boxes.
    if ! command -v fc-list >/dev/null 2>&1; then
        printf 'fontconfig fonts-noto-cjk '
    elif [ -z "$(fc-list :lang=zh family)" ]; then
        printf 'fonts-noto-cjk '
    fi
}

# Qt's system libraries; asked once, and again only while some are missing.
need_qt_libraries() {
    [ -e "$root/.venv/qt-libraries" ] && return 0
    [ "$(uname -s)" = Linux ] || return 0
    missing=$(missing_qt_packages)
    # shellcheck disable=SC2086  # missing is a list of words
    if [ -z "$missing" ] || install_packages "窗口所需的系统库" $missing; then
        : >"$root/.venv/qt-libraries"
        return 0
    fi
    return 1
}

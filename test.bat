@echo off
rem Run every check: test.bat [ARGUMENTS of pytest].
setlocal
chcp 65001 >nul
cd /d "%~dp0"
call "%~dp0setup.bat" requirements.txt || exit /b 1
call "%~dp0setup.bat" requirements-test.txt || exit /b 1
set "python=.venv\Scripts\python.exe"
set "failed="
"%python%" -m ruff check . || set "failed=%failed% ruff-check"
"%python%" -m ruff format --check . || set "failed=%failed% ruff-format"
"%python%" -m mypy || set "failed=%failed% mypy"
"%python%" -m pytest %* || set "failed=%failed% pytest"
if defined failed (
    echo 没有通过：%failed%
    exit /b 1
)
echo 全部通过。
exit /b 0

@echo off
rem Set-up that run.bat and test.bat share: setup.bat REQUIREMENTS-FILE. Done once, remembered in .venv.
setlocal
set "root=%~dp0"
set "python=%root%.venv\Scripts\python.exe"
if not exist "%python%" call :make_environment
if not exist "%python%" exit /b 1
fc /b "%root%%1" "%root%.venv\installed-%1" >nul 2>nul && exit /b 0
echo 正在安装软件包 (%1)
"%python%" -m pip install --disable-pip-version-check --no-input --quiet -r "%root%%1"
if errorlevel 1 (
    echo 软件包没有装成。请检查网络。单位有自己的软件源的，先设置环境变量 PIP_INDEX_URL。
    exit /b 1
)
pushd "%root%"
"%python%" -m compileall -q main.py model ooxml importers exporters workflows gui resources
"%python%" -m workflows.compile_resources
popd
copy /y "%root%%1" "%root%.venv\installed-%1" >nul
exit /b 0

:make_environment
for %%v in (3.11 3.12 3.13) do (
    if not exist "%python%" py -%%v -m venv "%root%.venv" 2>nul
)
if not exist "%python%" echo 需要 Python 3.11 至 3.13，没有找到。请从 python.org 下载安装，并选上 py launcher。
exit /b 0

@echo off
rem Start the program: run.bat [ARGUMENTS of main.py]. Sets everything up the first time.
setlocal
chcp 65001 >nul
set "root=%~dp0"
call "%root%setup.bat" requirements.txt || exit /b 1
"%root%.venv\Scripts\python.exe" "%root%main.py" %*
exit /b %errorlevel%

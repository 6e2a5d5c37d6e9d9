@echo off
rem Makes a new campaign in the folder that is given, and keeps the window until it was read.
chcp 65001 >nul
"%~dp0tonghop.exe" init "%~1\dot-bao-cao-moi"
set "KET_QUA=%ERRORLEVEL%"
echo.
pause
exit /b %KET_QUA%

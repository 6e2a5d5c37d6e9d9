@echo off
rem Runs the campaign in the folder that is given, and keeps the window until it was read.
chcp 65001 >nul
"%~dp0tonghop.exe" run "%~1."
set "KET_QUA=%ERRORLEVEL%"
echo.
pause
exit /b %KET_QUA%

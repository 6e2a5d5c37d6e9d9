@echo off
chcp 65001 >nul
set "TONGHOP=tonghop"
if exist "%LOCALAPPDATA%\Programs\tonghop\tonghop.exe" set "TONGHOP=%LOCALAPPDATA%\Programs\tonghop\tonghop.exe"
if exist "%~dp0tonghop.exe" set "TONGHOP=%~dp0tonghop.exe"
"%TONGHOP%" run "%~dp0."
set "KET_QUA=%ERRORLEVEL%"
echo.
if "%KET_QUA%"=="9009" echo Không tìm thấy chương trình tonghop. Đề nghị cài bằng tonghop-setup.exe, hoặc chép tệp tonghop.exe vào thư mục này, rồi chạy lại.
pause
exit /b %KET_QUA%

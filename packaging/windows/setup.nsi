; Installs for the person alone, without an administrator. Made by packaging/make: see there for what is defined.

Unicode true
Target amd64-unicode
!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include LogicLib.nsh

Name "tonghop ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\tonghop"
RequestExecutionLevel user
SetCompressor /SOLID lzma
; The same files give the same setup.
SetDateSave off
BrandingText "tonghop ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${VERSION}.0"
VIAddVersionKey ProductName "tonghop"
VIAddVersionKey ProductVersion "${VERSION}"
VIAddVersionKey FileVersion "${VERSION}"
VIAddVersionKey FileDescription "Bộ cài tonghop"
VIAddVersionKey LegalCopyright "MIT OR Apache-2.0"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\tonghop"
!define FOLDER "Software\Classes\Directory\shell\tonghop"
!define PAGE "Software\Classes\Directory\shell\tonghop-trang"
!define INSIDE "Software\Classes\Directory\Background\shell\tonghop"
!define NEW "Software\Classes\Directory\Background\shell\tonghop-moi"

!define MUI_ICON "tonghop.ico"
!define MUI_UNICON "tonghop.ico"
!define MUI_FINISHPAGE_SHOWREADME "$INSTDIR\huong-dan.html"
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Xem hướng dẫn"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"

Function .onInit
    SetErrorLevel 0
    ${IfNot} ${RunningX64}
        MessageBox MB_OK|MB_ICONSTOP "Máy này dùng Windows 32-bit. Chương trình tonghop cần Windows 10 hoặc Windows 11, bản 64-bit. Đề nghị dùng máy khác hoặc liên hệ bộ phận công nghệ thông tin." /SD IDOK
        SetErrorLevel 3
        Quit
    ${EndIf}
    ${IfNot} ${AtLeastWin10}
        MessageBox MB_OK|MB_ICONSTOP "Windows trên máy này cũ hơn Windows 10. Chương trình tonghop cần Windows 10 hoặc Windows 11, bản 64-bit. Đề nghị dùng máy khác hoặc liên hệ bộ phận công nghệ thông tin." /SD IDOK
        SetErrorLevel 3
        Quit
    ${EndIf}
FunctionEnd

Section
    SetOutPath "$INSTDIR"
    ; A program that runs cannot be replaced; nothing else is touched then.
    ClearErrors
    Delete "$INSTDIR\tonghop.exe"
    ${If} ${FileExists} "$INSTDIR\tonghop.exe"
        MessageBox MB_OK|MB_ICONSTOP "Chương trình tonghop đang chạy. Đề nghị bấm Kết thúc trên trang đợt báo cáo, đóng cửa sổ chương trình rồi cài lại." /SD IDOK
        SetErrorLevel 4
        Quit
    ${EndIf}
    ClearErrors
    File "${FROM}\tonghop.exe"
    File "${FROM}\chay.bat"
    File "${FROM}\tao-moi.bat"
    File "${FROM}\huong-dan.html"
    File "${FROM}\LICENSE-MIT.txt"
    File "${FROM}\LICENSE-APACHE.txt"
    ${If} ${Errors}
        MessageBox MB_OK|MB_ICONSTOP "Không ghi được chương trình vào $INSTDIR. Đề nghị kiểm tra dung lượng ổ đĩa và phần mềm diệt vi-rút rồi cài lại." /SD IDOK
        SetErrorLevel 5
        Quit
    ${EndIf}
    WriteUninstaller "$INSTDIR\go-cai-dat.exe"

    SetOutPath "$DOCUMENTS"
    CreateShortCut "$SMPROGRAMS\Tổng hợp báo cáo.lnk" "$INSTDIR\tonghop.exe"
    CreateShortCut "$SMPROGRAMS\Hướng dẫn Tổng hợp báo cáo.lnk" "$INSTDIR\huong-dan.html"
    CreateShortCut "$DESKTOP\Tổng hợp báo cáo.lnk" "$INSTDIR\tonghop.exe"

    WriteRegStr HKCU "${FOLDER}" "" "Chạy đợt báo cáo này"
    WriteRegStr HKCU "${FOLDER}" "Icon" "$INSTDIR\tonghop.exe"
    WriteRegStr HKCU "${FOLDER}\command" "" '"$INSTDIR\chay.bat" "%1"'
    WriteRegStr HKCU "${PAGE}" "" "Mở trang đợt báo cáo này"
    WriteRegStr HKCU "${PAGE}" "Icon" "$INSTDIR\tonghop.exe"
    WriteRegStr HKCU "${PAGE}\command" "" '"$INSTDIR\tonghop.exe" desk "%1"'
    WriteRegStr HKCU "${INSIDE}" "" "Chạy đợt báo cáo này"
    WriteRegStr HKCU "${INSIDE}" "Icon" "$INSTDIR\tonghop.exe"
    WriteRegStr HKCU "${INSIDE}\command" "" '"$INSTDIR\chay.bat" "%V"'
    WriteRegStr HKCU "${NEW}" "" "Tạo đợt báo cáo mới ở đây"
    WriteRegStr HKCU "${NEW}" "Icon" "$INSTDIR\tonghop.exe"
    WriteRegStr HKCU "${NEW}\command" "" '"$INSTDIR\tao-moi.bat" "%V"'

    WriteRegStr HKCU "${KEY}" "DisplayName" "Tổng hợp báo cáo (tonghop)"
    WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\tonghop.exe"
    WriteRegStr HKCU "${KEY}" "Publisher" "tonghop"
    WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
    WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\go-cai-dat.exe"'
    WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\go-cai-dat.exe" /S'
    WriteRegDWORD HKCU "${KEY}" "NoModify" 1
    WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

; Takes away what was installed, by name. Campaigns, and what else lies in the folder, stay.
Section Uninstall
    Delete "$INSTDIR\tonghop.exe"
    ${If} ${FileExists} "$INSTDIR\tonghop.exe"
        MessageBox MB_OK|MB_ICONSTOP "Chương trình tonghop đang chạy. Đề nghị bấm Kết thúc trên trang đợt báo cáo, đóng cửa sổ chương trình rồi gỡ lại." /SD IDOK
        SetErrorLevel 4
        Quit
    ${EndIf}
    Delete "$INSTDIR\chay.bat"
    Delete "$INSTDIR\tao-moi.bat"
    Delete "$INSTDIR\huong-dan.html"
    Delete "$INSTDIR\LICENSE-MIT.txt"
    Delete "$INSTDIR\LICENSE-APACHE.txt"
    Delete "$INSTDIR\go-cai-dat.exe"
    RMDir "$INSTDIR"
    Delete "$SMPROGRAMS\Tổng hợp báo cáo.lnk"
    Delete "$SMPROGRAMS\Hướng dẫn Tổng hợp báo cáo.lnk"
    Delete "$DESKTOP\Tổng hợp báo cáo.lnk"
    DeleteRegKey HKCU "${FOLDER}"
    DeleteRegKey HKCU "${PAGE}"
    DeleteRegKey HKCU "${INSIDE}"
    DeleteRegKey HKCU "${NEW}"
    DeleteRegKey HKCU "${KEY}"
SectionEnd

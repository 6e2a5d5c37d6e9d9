#!/bin/bash
# Makes the pictures of README.md from runs on the sample campaign. Needs LibreOffice, poppler-utils, npm; installs Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cp -r samples/dong-son-2020 "$made/dot"
cargo run --release --quiet -- run "$made/dot" --now 2020-11-16 -q
# LibreOffice 7.4 prints no comments in the margin without a screen; they come as marks in the text.
marks='pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
picture() { # name, workbook or document, page, width in pixels
    local as=pdf
    [[ $2 == *.docx ]] && as=$marks
    soffice "-env:UserInstallation=file://$made/profile" --headless --convert-to "$as" --outdir "$made" "$2" >/dev/null
    pdftoppm -png -f "$3" -l "$3" -scale-to-x "$4" -scale-to-y -1 -singlefile \
        "$made/$(basename "${2%.*}").pdf" "docs/pictures/$1"
}
picture bao-cao "$made/dot/4-ket-qua/bao-cao.docx" 1 700
picture bao-cao-bang "$made/dot/4-ket-qua/bao-cao.docx" 4 700
picture bieu-gui-di "$made/dot/1-gui-di/16390_xa-Dong-Hoa_CNTT-2020.xlsx" 2 700
picture tong-hop "$made/dot/4-ket-qua/tong-hop.xlsx" 2 1000

# What goes back to a commune that typed some things wrong.
own="2-nhan-ve/16393_xa-Dong-Yen_CNTT-2020.xlsx"
cp -r samples/dong-son-2020 "$made/bo-sung"
/usr/bin/python3 tests/office/edit.py "$PWD/samples/dong-son-2020/$own" "$made/bo-sung/$own" "$made/profile" \
    'set|Biểu 01|E14|15' 'set|Biểu 01|E17|khoảng 4' 'set|Biểu 01|E55|nhiều' "set|Biểu 01|E57|'1.8"
cargo run --release --quiet -- run "$made/bo-sung" --now 2020-11-16 -q >/dev/null || true
back="$made/bo-sung/3-bo-sung/16393_xa-Dong-Yen_CNTT-2020_bo-sung.xlsx"
picture bo-sung "$back" 1 1000
picture bo-sung-bieu "$back" 3 700

# A review written before the last return came; then the same file with current figures.
late="$made/ra-soat/2-nhan-ve/Đông Ninh - biểu CNTT 2020.xlsx"
cp -r samples/dong-son-2020 "$made/ra-soat"
mv "$late" "$made/late.xlsx"
tonghop() { cargo run --release --quiet -- "$@" --now 2020-11-16; }
tonghop ingest "$made/ra-soat" -q >/dev/null || true
tonghop report "$made/ra-soat" --review -q >/dev/null || true
cp "$made/ra-soat/4-ket-qua/bao-cao_ra-soat.docx" "$made/ra-soat.docx"
picture ra-soat "$made/ra-soat.docx" 1 700
picture bang-nguon "$made/ra-soat.docx" 16 900
mv "$made/late.xlsx" "$late"
tonghop ingest "$made/ra-soat" -q >/dev/null || true
{
    echo '> tonghop report CNTT-2020 --refresh bao-cao_ra-soat.docx'
    tonghop report "$made/ra-soat" --refresh "$made/ra-soat.docx" || true
} | sed -n '1,9p;/^Đề nghị xem lại/,$p' | sed "s#$made/ra-soat/##" |
    LC_ALL=C.UTF-8 sed -E 's/^(.{76}).+$/\1…/' >"$made/cap-nhat.txt"
soffice "-env:UserInstallation=file://$made/profile" --headless \
    --infilter='Text (encoded):UTF8,LF,Liberation Mono' --convert-to pdf:writer_pdf_Export --outdir "$made" \
    "$made/cap-nhat.txt" >/dev/null
pdftoppm -png -f 1 -l 1 -scale-to-x 1000 -scale-to-y -1 -singlefile -x 60 -y 60 -H 300 -W 900 \
    "$made/cap-nhat.pdf" docs/pictures/cap-nhat

# The desk's, by the run that plays a campaign there.
source .ci/shared
browser_programs
node tests/browser/main.js target/release/tonghop "$made/screens" docs/pictures

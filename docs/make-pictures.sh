#!/bin/bash
# Makes the pictures of README.md from a run on the sample campaign. Needs LibreOffice and poppler-utils.
set -euo pipefail
cd "$(dirname "$0")/.."
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
cp -r samples/dong-son-2020 "$made/dot"
cargo run --release --quiet -- run "$made/dot" --now 2020-11-16 -q
picture() { # name, workbook or document, page, width in pixels
    soffice "-env:UserInstallation=file://$made/profile" --headless --convert-to pdf --outdir "$made" "$2" >/dev/null
    pdftoppm -png -f "$3" -l "$3" -scale-to-x "$4" -scale-to-y -1 -singlefile \
        "$made/$(basename "${2%.*}").pdf" "docs/pictures/$1"
}
picture bao-cao "$made/dot/4-ket-qua/bao-cao.docx" 1 700
picture bao-cao-bang "$made/dot/4-ket-qua/bao-cao.docx" 4 700
picture bieu-gui-di "$made/dot/1-gui-di/16390_xa-Dong-Hoa_CNTT-2020.xlsx" 3 700
picture tong-hop "$made/dot/4-ket-qua/tong-hop.xlsx" 2 1000

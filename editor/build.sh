#!/bin/sh
# Fetches the editor as the lock file names it, and puts what the server hands out where the wheel takes it from.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
target=../src/hgraph/serve/editor
mkdir -p "$target"
cp node_modules/@zazuko/yasgui/build/yasgui.min.css start.js start.css LICENSE-yasgui.txt "$target/"
# The site allows no style within a page. The editor would write three: two become classes (start.css), and elements of
# style, that drag the width of columns, become elements that style nothing.
source=node_modules/@zazuko/yasgui/build/yasgui.min.js
for part in 'e.querySelectorAll(`style`)' 'document.createElement(`style`)' "<strong style='text-decoration:underline'>"; do
    if [ "$(grep -oF -- "$part" "$source" | wc -l)" -ne 1 ]; then
        echo "editor/build.sh: not once in this version of the editor, look again at what it styles: $part" >&2
        exit 1
    fi
done
sed -e '/^\/\/# sourceMappingURL=/d' \
    -e 's/e\.querySelectorAll(`style`)/e.querySelectorAll(`template`)/' \
    -e 's/document\.createElement(`style`)/document.createElement(`template`)/' \
    -e "s/<strong style='text-decoration:underline'>/<strong class='expected'>/g" \
    "$source" > "$target/yasgui.min.js"

#!/bin/sh
# Fetches the editor as the lock file names it, and puts what the server hands out where the wheel takes it from.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund
target=../src/hgraph/serve/editor
mkdir -p "$target"
cp node_modules/@zazuko/yasgui/build/yasgui.min.css start.js start.css LICENSE-yasgui.txt "$target/"
sed '/^\/\/# sourceMappingURL=/d' node_modules/@zazuko/yasgui/build/yasgui.min.js > "$target/yasgui.min.js"

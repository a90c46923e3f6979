#!/usr/bin/env bash
# virtuoso-down.sh FOLDER: stops the server that virtuoso-up.sh started there, and waits until it is gone.
# The database is not worth a clean shutdown: FOLDER is thrown away afterwards.
set -euo pipefail

[ -s "$1/pid" ] || exit 0
server=$(cat "$1/pid")
kill "$server" 2> /dev/null || exit 0
for _ in $(seq 100); do
    kill -0 "$server" 2> /dev/null || exit 0
    sleep 0.1
done
kill -KILL "$server"

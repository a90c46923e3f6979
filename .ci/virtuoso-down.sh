#!/usr/bin/env bash
# virtuoso-down.sh FOLDER: stops the server that virtuoso-up.sh started there, and waits until it is gone.
# Nothing in FOLDER is worth a clean shutdown: it is thrown away afterwards.
set -euo pipefail

[ -s "$1/pid" ] || exit 0
server=$(cat "$1/pid")
kill -KILL "$server" 2> /dev/null || exit 0
for _ in $(seq 100); do
    # A process that has ended is a zombie until its parent looks, which in a container may take seconds.
    kill -0 "$server" 2> /dev/null && ! grep -qs '^State:.Z' "/proc/$server/status" || exit 0
    sleep 0.05
done
echo "virtuoso-down: process $server does not end" >&2
exit 1

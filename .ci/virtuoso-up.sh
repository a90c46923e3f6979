#!/usr/bin/env bash
# virtuoso-up.sh FOLDER HTTP_PORT SQL_PORT
#
# Starts a throw-away Virtuoso on the loopback interface, with everything it writes inside FOLDER, and prints its
# process id once it answers. Stop it with virtuoso-down.sh FOLDER.
#
#   ROWS=10000   cut every result after so many rows, as public endpoints do   (default: no cap)
#   EXEC=3       stop a query after so many seconds                            (default: 60)
#   WRITER=name:password   the user that may write                             (default: hgraph:hgraph-ci)
#   SEED=file   an empty database with this writer: taken if it is there, which saves most of the start, else written
set -euo pipefail

folder=$(mkdir -p "$1" && cd "$1" && pwd)
http=127.0.0.1:$2
sql=127.0.0.1:$3
writer=${WRITER:-hgraph:hgraph-ci}

fail() {
    echo "virtuoso-up: $1" >&2
    [ ! -s "$folder/server.log" ] || tail -n 20 "$folder/server.log" >&2
    [ ! -s "$folder/pid" ] || kill "$(cat "$folder/pid")" 2> /dev/null || true
    exit 1
}

# One query may not use several threads: GROUP BY then loses groups without an error (seen on 7.2.5).
# The sort buffer is larger than the row cap, so that the cap is what a test meets.
cat > "$folder/virtuoso.ini" << INI
[Database]
DatabaseFile       = $folder/store.db
TransactionFile    = $folder/store.trx
ErrorLogFile       = $folder/server.log
ErrorLogLevel      = 7
LockFile           = $folder/store.lck
xa_persistent_file = $folder/store.pxa
FileExtend         = 100
[TempDatabase]
DatabaseFile    = $folder/temp.db
TransactionFile = $folder/temp.trx
[Parameters]
ServerPort                 = $sql
DisableUnixSocket          = 1
NumberOfBuffers            = ${BUFFERS:-10000}
MaxDirtyBuffers            = $((${BUFFERS:-10000} * 3 / 4))
MaxClientConnections       = 10
ThreadsPerQuery            = 1
CaseMode                   = 2
DirsAllowed                = $folder
TransactionAfterImageLimit = 1000000000
MaxSortedTopRows           = 100000
[HTTPServer]
ServerPort       = $http
ServerRoot       = $folder
ServerThreads    = 10
MaxKeepAlives    = 10
KeepAliveTimeout = 10
Charset          = UTF-8
[SPARQL]
MaxQueryExecutionTime = ${EXEC:-60}
$([ -z "${ROWS:-}" ] || echo "ResultSetMaxRows = $ROWS")
INI

cd "$folder"
seeded=
[ ! -s "${SEED:-}" ] || { cp "$SEED" store.db && seeded=yes; }
virtuoso-t +foreground +configfile virtuoso.ini > /dev/null 2>&1 &
echo $! > pid

answers() { curl --fail --silent --output /dev/null --max-time 2 "http://$http/sparql?query=ASK%20%7B%7D"; }
for _ in $(seq 300); do
    kill -0 "$(cat pid)" 2> /dev/null || fail "the server stopped while starting"
    ! answers || break
    sleep 0.1
done
answers || fail "no answer on $http within 30 seconds"

[ -z "$seeded" ] || { cat pid; exit 0; }

# Rights: everyone may read, the writer may also write (7.2.12 asks for the default permission as well as the grant).
said=$(isql-vt "$sql" dba dba ERRORS=STDOUT VERBOSE=OFF BANNER=OFF PROMPT=OFF 2>&1 << SQL
DB.DBA.USER_CREATE ('${writer%%:*}', '${writer#*:}');
GRANT SPARQL_UPDATE TO "${writer%%:*}";
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 1);
DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('${writer%%:*}', 7);
SQL
) || fail "isql-vt: $said"
# isql-vt ends with status 0 after an SQL error, so its words decide.
! grep -q '\*\*\* Error' <<< "$said" || fail "isql-vt: $said"

# After a checkpoint the file alone is the database; the name is given once it is whole.
if [ -n "${SEED:-}" ]; then
    isql-vt "$sql" dba dba EXEC="CHECKPOINT;" > /dev/null || fail "isql-vt: no checkpoint"
    cp store.db "$SEED.$$" && mv "$SEED.$$" "$SEED"
fi
cat pid

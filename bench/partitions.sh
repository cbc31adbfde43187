#!/usr/bin/env bash
# Measures what partitions cost: the same 300,000 rows in 12, 84 and 1,000 of them, each request in turns with the one it is
# compared with, one after the other. Needs curl and PostgreSQL's psql; on Debian: apt-get install curl postgresql-client
#
# DATA_DIR   where the embedded cluster keeps its data from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/gateway.sh

check_programs curl psql
start_gateway 512m --pgweir.partitions.tables.bench_84.id=sale_id
psql -q -h localhost -p "$primary" -U postgres -d pgweir -f bench/partitions.sql 2> "$work/psql.errors" ||
    fail "$(cat "$work/psql.errors")"
sleep_until_replayed() {
    local written
    written=$(psql -Atc 'SELECT pg_current_wal_lsn()' -p "$primary" -U postgres)
    until [[ $(psql -Atc "SELECT pg_last_wal_replay_lsn() >= '$written'") == t ]]; do
        sleep 0.2
    done
}
sleep_until_replayed
curl -sf -X POST -o /dev/null "$url/admin/catalog/refresh"
"$jdk/bin/java" bench/Partitions.java "$url" "$gateway"
print_machine

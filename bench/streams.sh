#!/usr/bin/env bash
# Measures exports and imports of all sales, and writes of 1,000 rows a request, against psql's \copy on the same server, in
# turns, and the gateway's memory while many clients read slowly.
# Needs curl and PostgreSQL's psql; on Debian: apt-get install curl postgresql-client
#
# ROUNDS=5       whose medians are printed
# CLIENTS=16     that read 1 MB/s each while memory is watched
# DATA_DIR       where the embedded cluster keeps 1,500,000 sales from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-5}
clients=${CLIENTS:-16}
. bench/gateway.sh

# Runs a command and prints how many seconds that took.
seconds() {
    local start=$EPOCHREALTIME
    "$@" > /dev/null
    awk -v start="$start" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.3f", end - start }'
}

as_owner() {
    psql -q -v ON_ERROR_STOP=1 -p "$primary" -U postgres -c "$1"
}

export_from_gateway() {
    curl -sSf -o "${2:-/dev/null}" -H "Accept: $1" "$url/sales"
}

import_to_gateway() {
    curl -sSf -o /dev/null -H "Content-Type: $1" -T "$2" -X POST "$url/bench_imported"
}

# A file for each array of 1,000 sales, and a list of requests for curl, which sends them one after another.
write_arrays() {
    local file
    psql -qAtc "SELECT jsonb_agg(jsonb_build_object('order_id', order_id, 'order_date', order_date,
        'order_amount', order_amount)) FROM (SELECT *, row_number() OVER () AS row FROM sales) AS s GROUP BY row / 1000" |
        split --lines=1 --suffix-length=4 - "$work/array."
    for file in "$work"/array.*; do
        printf 'next\nurl = "%s"\noutput = "/dev/null"\nfail\nheader = "Content-Type: application/json"\ndata = "@%s"\n' \
            "$url/bench_imported" "$file"
    done | sed 1d > "$work/arrays"
}

arrays_to_gateway() {
    curl -sS -K "$work/arrays"
}

# The same rows as \copy commands of 1,000 rows each, in one session of psql.
write_copies() {
    local file
    tail -n +2 "$work/sales.csv" | split --lines=1000 --suffix-length=4 - "$work/copy."
    for file in "$work"/copy.*; do
        echo "\\copy bench_imported from '$file' csv"
    done > "$work/copies"
}

copy_in_parts() {
    psql -q -p "$primary" -f "$work/copies"
}

copy_at_once() {
    psql -q -p "$primary" -c "\\copy bench_imported from '$work/sales.csv' csv header"
}

# Adds to the case's results: psql's and the gateway's seconds.
measure() {
    local case=$1 reference
    shift
    reference=$(seconds psql -qc '\copy (select * from sales) to /dev/null csv header')
    echo "$reference $(seconds "$@")" | awk '{ print $1, $2, $1 / $2 }' >> "$work/$case.results"
}

# Takes the case, how to copy the rows, and how to bring them to the gateway.
measure_import() {
    local case=$1 copy=$2 reference
    shift 2
    as_owner 'TRUNCATE bench_imported'
    reference=$(seconds "$copy")
    as_owner 'TRUNCATE bench_imported'
    echo "$reference $(seconds "$@")" | awk '{ print $1, $2, $1 / $2 }' >> "$work/$case.results"
}

resident() {
    awk '/VmRSS/ { printf "%d", $2 / 1024 }' "/proc/$gateway/status"
}

# Prints the most memory while all clients read at 1 MB/s.
slow_clients() {
    local pids=() most=0 now
    for ((client = 0; client < clients; client++)); do
        curl -sSf -o /dev/null --limit-rate 1M -H 'Accept: text/csv' "$url/sales" &
        pids+=($!)
    done
    while kill -0 "${pids[-1]}" 2> /dev/null; do
        now=$(resident)
        echo "$now" >> "$work/memory"
        ((now > most)) && most=$now
        sleep 1
    done
    wait "${pids[@]}"
    echo "$most"
}

print_row() {
    printf '| %s | %.2f | %.2f | %.2f |\n' "$1" "$(median "$1" 1)" "$(median "$1" 2)" "$(median "$1" 3)"
}

check_programs curl psql
start_gateway 256m --pgweir.routing.stream-pool-size="$clients"
as_owner 'DROP TABLE IF EXISTS bench_imported'
as_owner 'CREATE TABLE bench_imported (LIKE sales)'
curl -sSf -o /dev/null -X POST "$url/admin/catalog/refresh"
write_arrays
echo "Warming up"
export_from_gateway text/csv "$work/sales.csv"
export_from_gateway application/x-ndjson "$work/sales.ndjson"
write_copies
for ((round = 1; round <= rounds; round++)); do
    echo "Round $round of $rounds"
    measure csv-export export_from_gateway text/csv
    measure ndjson-export export_from_gateway application/x-ndjson
    measure_import csv-import copy_at_once import_to_gateway text/csv "$work/sales.csv"
    measure_import ndjson-import copy_at_once import_to_gateway application/x-ndjson "$work/sales.ndjson"
    measure_import json-arrays copy_in_parts arrays_to_gateway
done
echo "$clients slow clients"
memory=$(slow_clients)
as_owner 'DROP TABLE bench_imported'
print_machine
echo "$(psql -Atc 'SELECT count(*) FROM sales') rows, median of $rounds rounds"
echo
echo '| stream | psql \copy s | gateway s | ratio |'
echo '|---|---|---|---|'
for case in csv-export ndjson-export csv-import ndjson-import json-arrays; do
    print_row "$case"
done
echo
echo "$clients clients at 1 MB/s, -Xmx256m: at most $memory MB resident; every tenth second: \
$(awk 'NR % 10 == 1 { printf "%s ", $1 }' "$work/memory")"

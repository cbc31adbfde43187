#!/usr/bin/env bash
# Measures pages with what belongs to their rows, and calls of a function, against the page without, and each against pgbench with
# the same SQL on the same server, in turns; and 1,000 rows with 50 each against psql with the shape that PostgREST sends.
# Needs wrk, curl, and PostgreSQL's psql and pgbench; on Debian: apt-get install wrk curl postgresql-contrib
#
# DURATION=8     seconds of each measurement
# WARMUP=15      seconds of each request, before
# ROUNDS=5       whose medians are printed
# DATA_DIR       where the embedded cluster keeps its data from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

duration=${DURATION:-8}
warmup=${WARMUP:-15}
rounds=${ROUNDS:-5}
cases=(page one many function)
. bench/gateway.sh

columns='t."id", t."day", t."amount"'
behind='FROM "public"."bench_order" AS t WHERE t."id" >= :first::int ORDER BY t."id" LIMIT 21'
orders='/bench_order?id=gte.{1}&order=id&limit=20&select=id,day,amount'
declare -A urls=(
    [page]="$orders,customer_id"
    [one]="$orders,bench_customer(name,city)"
    [many]="$orders,bench_line(no,sku,qty)"
    [function]='/rpc/bench_orders?start={1}&order=id&limit=20&select=id,day,amount,customer_id'
)
declare -A statements=(
    [page]="SELECT $columns, t.\"customer_id\" $behind"
    [one]="SELECT $columns, (SELECT row_to_json(x.*) FROM (SELECT t1.\"name\" AS \"name\", t1.\"city\" AS \"city\"
        FROM \"public\".\"bench_customer\" AS t1 WHERE t1.\"id\" = t.\"customer_id\") AS x) $behind"
    [many]="SELECT $columns, COALESCE((SELECT json_agg(row_to_json(x.*)) FROM (SELECT t1.\"no\" AS \"no\",
        t1.\"sku\" AS \"sku\", t1.\"qty\" AS \"qty\" FROM \"public\".\"bench_line\" AS t1
        WHERE t1.\"order_id\" = t.\"id\" ORDER BY t1.\"order_id\", t1.\"no\" LIMIT 1000) AS x), '[]') $behind"
    [function]="SELECT $columns, t.\"customer_id\" FROM \"public\".\"bench_orders\"(\"start\" => :first::int) AS t
        ORDER BY t.\"id\" LIMIT 21"
)
boxes='/bench_box?select=id,name,bench_part(no,sku,qty)&order=id&limit=1000'
# What PostgREST sends for the same request.
lateral='WITH source AS (SELECT "bench_box"."id", "bench_box"."name", COALESCE("parts"."parts", $$[]$$) AS "bench_part"
    FROM "public"."bench_box" LEFT JOIN LATERAL (SELECT json_agg("of_box")::jsonb AS "parts" FROM (SELECT "p"."no", "p"."sku",
    "p"."qty" FROM "public"."bench_part" AS "p" WHERE "p"."box_id" = "public"."bench_box"."id") AS "of_box") AS "parts" ON TRUE
    ORDER BY "bench_box"."id" LIMIT 1000) SELECT COALESCE(json_agg(source), $$[]$$)::text FROM source'

load() {
    local written
    psql -q -p "$primary" -U postgres -f bench/related.sql 2> "$work/psql.errors" || fail "$(cat "$work/psql.errors")"
    written=$(psql -Atc 'SELECT pg_current_wal_lsn()' -p "$primary" -U postgres)
    until [[ $(psql -Atc "SELECT pg_last_wal_replay_lsn() >= '$written'") == t ]]; do
        sleep 0.2
    done
    curl -sf -X POST -o /dev/null "$url/admin/catalog/refresh"
}

# Prints rate and failures.
run_wrk() {
    wrk --threads 2 --connections 16 --duration "$2s" --timeout 10s --script bench/requests.lua "$url" -- \
        GET "${urls[$1]}" "$work/values" | sed -n 's/^RESULT \([0-9.]*\) [0-9.]* [0-9.]*/\1/p'
}

# Prints rate. Sessions are set as the gateway sets its own.
run_pgbench() {
    printf '\\set first random(1, 90000)\n%s;\n' "${statements[$1]//$'\n'/ }" > "$work/$1.sql"
    PGOPTIONS='-c plan_cache_mode=force_custom_plan' pgbench --no-vacuum --protocol prepared --client 16 --jobs 2 \
        --time "$duration" --file "$work/$1.sql" 2> "$work/pgbench.errors" | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}

# Both rates, the processor time of a request in the gateway, and in the servers for it and for pgbench's.
round() {
    local before servers rate failed gateway_cpu servers_time plain
    before=$(cpu)
    servers=$(servers_cpu)
    read -r rate failed < <(run_wrk "$1" "$duration")
    ((failed == 0)) || fail "$failed requests of $1 failed"
    gateway_cpu=$(($(cpu) - before))
    servers_time=$(($(servers_cpu) - servers))
    servers=$(servers_cpu)
    plain=$(run_pgbench "$1")
    awk -v rate="$rate" -v plain="$plain" -v cpu="$gateway_cpu" -v own="$servers_time" \
        -v bench="$(($(servers_cpu) - servers))" -v seconds="$duration" \
        'BEGIN { print rate, plain, cpu / rate / seconds, own / rate / seconds, bench / plain / seconds }' \
        >> "$work/$1.results"
}

# Runs a command and prints how many milliseconds that took.
milliseconds() {
    local start=$EPOCHREALTIME
    "$@" > /dev/null
    awk -v start="$start" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.1f ", (end - start) * 1000 }'
}

print_table() {
    local case base plain
    base=$(median page 1)
    plain=$(median page 2)
    print_machine
    echo "16 connections, $duration s, median of $rounds rounds"
    echo
    echo '| request | gateway /s | to the page | pgbench /s | to the page | gateway CPU µs | server CPU µs | of pgbench | ratio |'
    echo '|---|---|---|---|---|---|---|---|---|'
    for case in "${cases[@]}"; do
        echo "$case $(median "$case" 1) $base $(median "$case" 2) $plain $(median "$case" 3) $(median "$case" 4) $(median "$case" 5)" |
            awk '{ printf "| %s | %.0f | %.2f | %.0f | %.2f | %.0f | %.0f | %.0f | %.2f |\n", $1, $2, $2 / $3, $4, $4 / $5, $6,
                $7, $8, $7 / $8 }'
    done
    echo
    echo "$(median boxes 1) $(median boxes 2)" |
        awk '{ printf "1,000 rows with 50 each: gateway %.0f ms, psql with the lateral shape %.0f ms, ratio %.2f\n", $1, $2, $1 / $2 }'
}

check_programs wrk curl psql pgbench pgrep
start_gateway 512m
load
seq 1 23 90000 | awk '{ print $1 "," $1 }' > "$work/values"
echo "Warming up"
for case in "${cases[@]}"; do
    run_wrk "$case" "$warmup" > /dev/null
done
for ((i = 0; i < 30; i++)); do
    curl -sf -o /dev/null "$url$boxes"
done
for ((i = 1; i <= rounds; i++)); do
    echo "Round $i"
    for case in "${cases[@]}"; do
        round "$case"
    done
    for ((j = 0; j < 3; j++)); do
        { milliseconds curl -sf "$url$boxes"; milliseconds psql -Atc "$lateral"; echo; } >> "$work/boxes.results"
    done
done
print_table
psql -q -p "$primary" -U postgres -c 'DROP TABLE bench_part, bench_box, bench_line, bench_order, bench_customer CASCADE'

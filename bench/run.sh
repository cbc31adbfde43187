#!/usr/bin/env bash
# Measures the gateway against pgbench: the same SQL, the same random values, the same replica, in turns; and how many
# requests its web server can answer without a database, since HTTP has its price on any gateway.
# Needs wrk, curl, and PostgreSQL's psql and pgbench; on Debian: apt-get install wrk curl postgresql-contrib
#
# DURATION=10s   of each measurement
# CONNECTIONS=16 of wrk and of pgbench
# ROUNDS=3       whose medians are printed
# DATA_DIR       where the embedded cluster keeps 1,500,000 sales from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

duration=${DURATION:-10s}
connections=${CONNECTIONS:-16}
rounds=${ROUNDS:-3}
threads=2
cases=(item page day)
columns='"order_id","order_date","order_amount"'
order='ORDER BY "order_date" DESC, "order_id" DESC'
in_one_day="/sales?order_date=gte.{1}&order_date=lt.{2}&order=order_date.desc,order_id.desc"

. bench/gateway.sh

# The values that both sides choose from at random.
sample_values() {
    psql -Atqc "SELECT order_id || ',' || order_date FROM sales TABLESAMPLE BERNOULLI (2) REPEATABLE (42)
        ORDER BY md5(order_id::text) LIMIT 4096" > "$work/keys"
    psql -Atqc "SELECT DISTINCT order_date || ',' || order_date + 1 FROM sales" > "$work/days"
    cp "$work/keys" "$work/item.values"
    cp "$work/days" "$work/page.values"
    cp "$work/days" "$work/day.values"
}

# Turns a file of values into pgbench's \set commands. pgbench has no lists, so a number that packs both fields is found
# by halving, and unpacked. A date travels as 20240131, which PostgreSQL reads as a date.
pgbench_values() {
    tr -d - < "$1" | awk -F, '
        function tree(from, to,   middle) {
            if (from == to) {
                return values[from]
            }
            middle = int((from + to) / 2)
            return "case when :i <= " middle " then " tree(from, middle) " else " tree(middle + 1, to) " end"
        }
        { values[NR] = $1 sprintf("%08d", $2) }
        END {
            print "\\set i random(1, " NR ")"
            print "\\set packed " tree(1, NR)
            print "\\set first :packed / 100000000"
            print "\\set second :packed % 100000000"
        }'
}

# The gateway asks for one row more than the page holds, to know whether there is a next one.
write_requests() {
    local day="FROM \"public\".\"sales\" WHERE \"order_date\" >= :first AND \"order_date\" < :second $order LIMIT :rows"
    echo '/sales/{1},{2}' > "$work/item.url"
    echo "$in_one_day&limit=20" > "$work/page.url"
    echo "$in_one_day&limit=1000" > "$work/day.url"
    {
        pgbench_values "$work/keys"
        echo "SELECT $columns FROM \"public\".\"sales\" WHERE \"order_id\" = :first AND \"order_date\" = :second;"
    } > "$work/item.sql"
    {
        pgbench_values "$work/days"
        echo '\set rows 21'
        echo "SELECT $columns $day;"
    } > "$work/page.sql"
    {
        pgbench_values "$work/days"
        echo '\set rows 1001'
        echo "SELECT $columns $day;"
    } > "$work/day.sql"
}

# Sessions are set as the gateway sets its own, so that the server plans each execution for both.
run_pgbench() {
    PGOPTIONS='-c plan_cache_mode=force_custom_plan' \
        pgbench --no-vacuum --protocol prepared --client "$connections" --jobs "$threads" --time "${2%s}" \
        --file "$work/$1.sql" 2> "$work/pgbench.errors" | sed -n 's/^tps = \([0-9.]*\).*/\1/p'
}

run_wrk() {
    wrk --threads "$threads" --connections "$connections" --duration "$2" --script bench/requests.lua \
        "$url" -- "$(cat "$work/$1.url")" "$work/$1.values" | sed -n 's/^RESULT //p'
}

# Adds the rate of answers that need no database.
measure_http() {
    echo /actuator/health/liveness > "$work/http.url"
    cp "$work/keys" "$work/http.values"
    run_wrk http "$duration" >> "$work/http.results"
}

# Adds a line to the case's results: pgbench's and the gateway's rate, p50, p99, CPU a request, memory in MB.
measure() {
    local reference before rate p50 p99 failed
    reference=$(run_pgbench "$1" "$duration") || fail "$(cat "$work/pgbench.errors")"
    before=$(cpu)
    read -r rate p50 p99 failed < <(run_wrk "$1" "$duration")
    ((failed == 0)) || fail "$failed requests failed"
    echo "$reference $rate $p50 $p99 $(cpu) $before $(awk '/VmRSS/ { print $2 }' "/proc/$gateway/status")" |
        awk -v seconds="${duration%s}" '{ print $1, $2, $3, $4, ($5 - $6) / ($2 * seconds), $7 / 1024, $2 / $1 }' \
            >> "$work/$1.results"
}

print_table() {
    local case column row limit
    print_machine
    echo "$(pgbench --version), $(wrk --version 2>&1 | sed -n 1p)"
    echo "$connections connections, $duration, median of $rounds rounds"
    echo
    echo '| request | pgbench /s | gateway /s | ratio | of the limit | p50 ms | p99 ms | gateway CPU µs/request | gateway RSS MB |'
    echo '|---|---|---|---|---|---|---|---|---|'
    for case in "${cases[@]}"; do
        row=()
        for column in 1 2 3 4 5 6 7; do
            row+=("$(median "$case" "$column")")
        done
        limit=$(awk -v a="${row[0]}" -v b="$(median http 1)" -v rate="${row[1]}" 'BEGIN { print rate * (1 / a + 1 / b) }')
        printf '| %s | %.0f | %.0f | %.2f | %.2f | %.2f | %.2f | %.0f | %.0f |\n' \
            "$case" "${row[0]}" "${row[1]}" "${row[6]}" "$limit" "${row[2]}" "${row[3]}" "${row[4]}" "${row[5]}"
    done
    echo
    printf 'Without a database the web server answers %.0f requests/s. ' "$(median http 1)"
    echo 'The limit is that of work that does both, one after the other, on the same processors.'
}

check_programs wrk curl psql pgbench
start_gateway 512m
sample_values
write_requests
echo "Warming up"
for case in "${cases[@]}" "${cases[@]}"; do
    run_wrk "$case" 15s > /dev/null
done
for ((round = 1; round <= rounds; round++)); do
    measure_http
    for case in "${cases[@]}"; do
        echo "Round $round of $rounds: $case"
        measure "$case"
    done
done
print_table

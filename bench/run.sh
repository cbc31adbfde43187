#!/usr/bin/env bash
# Measures the gateway against the floor, a bare controller of the same parts (bench/floor), and against pgbench: the same SQL,
# the same random values, the same nodes, in turns.
# Needs wrk, curl, and PostgreSQL's psql and pgbench; on Debian: apt-get install wrk curl postgresql-contrib
#
# DURATION=10s   of each measurement
# CONNECTIONS=16 of wrk and of pgbench
# WARMUP=10s     of each request, twice
# ROUNDS=5       whose medians are printed
# CASES          which requests (default: all)
# DATA_DIR       where the embedded cluster keeps 1,500,000 sales from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

duration=${DURATION:-10s}
connections=${CONNECTIONS:-16}
warmup=${WARMUP:-10s}
rounds=${ROUNDS:-5}
read -ra cases <<< "${CASES:-item page many day count insert keyed patch}"
threads=2
columns='"order_id","order_date","order_amount"'
order='ORDER BY "order_date" DESC, "order_id" DESC'
in_one_day='/sales?order_date=gte.{1}&order_date=lt.{2}&order=order_date.desc,order_id.desc'
of_floor='/sales?from={1}&to={2}'

. bench/gateway.sh

# The values that all sides choose from at random.
sample_values() {
    psql -Atqc "SELECT order_id || ',' || order_date FROM sales TABLESAMPLE BERNOULLI (2) REPEATABLE (42)
        WHERE order_id <= 6000000 ORDER BY md5(order_id::text) LIMIT 4096" > "$work/keys"
    psql -Atqc "SELECT DISTINCT order_date || ',' || order_date + 1 FROM sales WHERE order_id <= 6000000" > "$work/days"
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

# A request: its method; the file of its values; what the gateway and the floor are asked, nothing where the floor has no such
# request; its body; whether it is keyed; what pgbench runs, nothing where that would mean something else.
define() {
    local case=$1
    printf '%s\n' "$2" > "$work/$case.method"
    cp "$work/$3" "$work/$case.values"
    printf '%s\n' "$4" > "$work/$case.gateway"
    printf '%s\n' "$5" > "$work/$case.floor"
    printf '%s\n' "$6" > "$work/$case.body"
    printf '%s\n' "$7" > "$work/$case.keyed"
    if [[ -n $8 ]]; then
        { pgbench_values "$work/$3"; printf '%s;\n' "$8"; } > "$work/$case.sql"
    fi
}

# The gateway asks for one row more than the page holds, to know whether there is a next one.
define_requests() {
    local rows="SELECT $columns FROM \"public\".\"sales\" WHERE" day key new
    day="$rows \"order_date\" >= :first AND \"order_date\" < :second $order LIMIT"
    key='"order_id" = :first AND "order_date" = :second'
    new='{"order_date":"{1}","order_amount":12.34}'
    define item GET keys '/sales/{1},{2}' '/sales/{1},{2}' '' '' "$rows $key"
    define page GET days "$in_one_day&limit=20" "$of_floor&limit=20" '' '' "$day 21"
    define many GET days "$in_one_day&limit=20" "$of_floor&limit=20" '' '' ''
    define day GET days "$in_one_day&limit=1000" "$of_floor&limit=1000" '' '' "$day 1001"
    define count GET days "$in_one_day&limit=20" '' '' '' ''
    define insert POST days /sales /sales "$new" '' "INSERT INTO sales (order_date, order_amount) VALUES (:first, 12.34)"
    define keyed POST days /sales '' "$new" keyed ''
    define patch PATCH keys '/sales/{1},{2}' '/sales/{1},{2}' '{"order_amount":12.34}' '' \
        "UPDATE sales SET order_amount = 12.34 WHERE $key"
}

# How many connections a case has.
connections_of() {
    if [[ $1 == many ]]; then echo $((16 * connections)); else echo "$connections"; fi
}

# The port that pgbench runs a case on.
port_of() {
    if [[ $(cat "$work/$1.method") == GET ]]; then echo "$PGPORT"; else echo "$primary"; fi
}

# Prints rate and nothing else that is known. Sessions are set as the gateway sets its own, so that the server plans each
# execution for both.
run_pgbench() {
    PGOPTIONS='-c plan_cache_mode=force_custom_plan' PGPORT=$(port_of "$1") \
        pgbench --no-vacuum --protocol prepared --client "$connections" --jobs "$threads" --time "${duration%s}" \
        --file "$work/$1.sql" 2> "$work/pgbench.errors" | sed -n 's/^tps = \([0-9.]*\).*/\1 0 0 0/p'
    [[ ! -s $work/pgbench.errors ]] || grep -q '^pgbench (' "$work/pgbench.errors" || cat "$work/pgbench.errors" >&2
}

# Prints rate, p50, p99 and failures.
run_wrk() {
    local side=$1 case=$2 of=$url header='Accept: */*'
    [[ $side == gateway ]] || of=$floor_url
    [[ $case != count ]] || header='Prefer: count=exact'
    wrk --threads "$threads" --connections "$(connections_of "$case")" --duration "${3:-$duration}" --timeout 10s \
        --header "$header" --script bench/requests.lua "$of" -- "$(cat "$work/$case.method")" "$(cat "$work/$case.$side")" \
        "$work/$case.values" "$(cat "$work/$case.body")" "$(cat "$work/$case.keyed")" | sed -n 's/^RESULT //p'
}

# Whether a side has a case.
has() {
    if [[ $1 == pgbench ]]; then [[ -e $work/$2.sql ]]; else [[ -s $work/$2.$1 && $(cat "$work/$2.$1") != '' ]]; fi
}

# Measures one side: rate, p50, p99, and microseconds a request of its process and of the servers.
measure() {
    local side=$1 case=$2 process=$$ before servers rate p50 p99 failed
    if ! has "$side" "$case"; then
        echo '0 0 0 0 0'
        return
    fi
    case $side in
        gateway) process=$gateway ;;
        floor) process=$floor ;;
    esac
    before=$(cpu "$process")
    servers=$(servers_cpu)
    read -r rate p50 p99 failed < <(if [[ $side == pgbench ]]; then run_pgbench "$case"; else run_wrk "$side" "$case"; fi)
    ((failed == 0)) || fail "$failed requests of $case failed at the $side"
    awk -v rate="$rate" -v p50="$p50" -v p99="$p99" -v seconds="${duration%s}" \
        -v process="$(($(cpu "$process") - before))" -v servers="$(($(servers_cpu) - servers))" \
        'BEGIN { n = rate * seconds; print rate, p50, p99, process / n, servers / n }'
}

# One round of a case: 15 figures of pgbench, the floor and the gateway, and then the ratios.
round() {
    local pgbench floored gatewayed
    pgbench=$(measure pgbench "$1")
    floored=$(measure floor "$1")
    gatewayed=$(measure gateway "$1")
    echo "$pgbench $floored $gatewayed" | awk '
        function ratio(a, b) { return b == 0 ? 0 : a / b }
        { print $0, ratio($11, $1), ratio($11, $6), ratio($14, $9), ratio($15, $10) }' >> "$work/$1.results"
}

print_row() {
    local column row=()
    for ((column = 1; column <= 19; column++)); do
        row+=("$(median "$1" "$column")")
    done
    printf '%s ' "$1" "${row[@]}" | awk '
        function figure(value, format) { return value == 0 ? "–" : sprintf(format, value) }
        {
            printf "| %s | %s | %s | %s | %s | %s |", $1, figure($2, "%.0f"), figure($7, "%.0f"), figure($12, "%.0f"),
                figure($17, "%.2f"), figure($18, "%.2f")
            printf " %.2f | %.2f | %s | %s | %s |", $13, $14, figure($10, "%.0f"), figure($15, "%.0f"), figure($19, "%.2f")
            printf " %s | %s | %s | %s |\n", figure($6, "%.0f"), figure($11, "%.0f"), figure($16, "%.0f"),
                figure($20, "%.2f")
        }'
}

memory() {
    awk '/VmRSS/ { printf "%.0f", $2 / 1024 }' "/proc/$1/status"
}

print_table() {
    local case
    print_machine
    echo "$(pgbench --version), $(wrk --version 2>&1 | sed -n 1p)"
    echo "$connections connections, $(connections_of many) for many, $duration, median of $rounds rounds"
    echo
    echo '| request | pgbench /s | floor /s | gateway /s | to pgbench | to floor | p50 ms | p99 ms | CPU µs floor | gateway | ratio | server CPU µs pgbench | floor | gateway | to floor |'
    echo '|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|'
    for case in "${cases[@]}"; do
        print_row "$case"
    done
    echo
    echo "Resident memory: gateway $(memory "$gateway") MB, floor $(memory "$floor") MB."
}

# What was inserted goes.
forget_inserted() {
    PGPORT=$primary psql -qc 'DELETE FROM sales WHERE order_id > 6000000' > /dev/null
}

check_programs wrk curl psql pgbench pgrep
# On a slow machine many connections wait for longer than the default allows, and would be refused.
start_gateway 512m --pgweir.routing.target-wait=500ms
start_floor 512m
sample_values
define_requests
echo "Warming up"
for case in "${cases[@]}" "${cases[@]}"; do
    for side in floor gateway; do
        ! has "$side" "$case" || run_wrk "$side" "$case" "$warmup" > /dev/null
    done
done
for ((i = 1; i <= rounds; i++)); do
    for case in "${cases[@]}"; do
        echo "Round $i of $rounds: $case"
        round "$case"
    done
    forget_inserted
done
print_table

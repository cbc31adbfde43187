#!/usr/bin/env bash
# Measures the first minute of a gateway under load, with an AOT cache and without, and of the floor, a bare controller
# of the same parts (bench/floor), without one. Each is started anew, in turns, and asked for pages once it is ready.
# Needs wrk, curl and PostgreSQL's psql; on Debian: apt-get install wrk curl postgresql-client
#
# ROUNDS=3       whose medians are printed
# CONNECTIONS=16 of wrk
# REQUESTS=8000  by which the cache is trained (docker/train.sh); 0 leaves little but the start
# DATA_DIR       where the embedded cluster keeps 1,500,000 sales from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${ROUNDS:-3}
cases=(floor without with)
range='/sales?order_date=gte.{1}&order_date=lt.{2}&order=order_date.desc,order_id.desc&limit=20'
. bench/gateway.sh
layout=$work/layout

# The layout of the image, and a cache for it.
train() {
    "$jdk/bin/java" -Djarmode=tools -jar target/pgweir-*.jar \
        extract --application-filename pgweir.jar --destination "$layout"
    JAVA=$jdk/bin/java JDK=$jdk docker/train.sh target/pgweir-*.jar "$layout"
}

# Starts a case. Sets process and port, and milliseconds to the time it took.
start() {
    local before options=(-Xmx512m) log=$work/$1.log
    before=$(date +%s%N)
    if [[ $1 == floor ]]; then
        launch "$log" "${options[@]}" -jar bench/floor/target/floor-1.jar \
            --floor.primary="$primary" --floor.replica="$PGPORT"
    else
        [[ $1 == without ]] || options+=("-XX:AOTCache=$layout/pgweir.aot" -XX:AOTMode=on)
        launch "$log" "${options[@]}" -jar "$layout/pgweir.jar" --pgweir.cluster.username=pgweir \
            '--pgweir.cluster.nodes[0].name=primary' \
            "--pgweir.cluster.nodes[0].url=jdbc:postgresql://localhost:$primary/pgweir" \
            '--pgweir.cluster.nodes[1].name=replica' \
            "--pgweir.cluster.nodes[1].url=jdbc:postgresql://localhost:$PGPORT/pgweir"
        await_ready
    fi
    milliseconds=$((($(date +%s%N) - before) / 1000000))
}

# Prints requests, p50, p99 and failures of so many seconds.
run_wrk() {
    local page=$range
    [[ $1 != floor ]] || page='/sales?from={1}&to={2}&limit=20'
    wrk --threads 2 --connections "${CONNECTIONS:-16}" --duration "$2s" --timeout 10s --script bench/requests.lua \
        "http://127.0.0.1:$port" -- GET "$page" "$work/days" |
        awk -v seconds="$2" '$1 == "RESULT" { printf "%.0f %s %s %d\n", $2 * seconds, $3, $4, $5 }'
}

# Adds to the case's results: milliseconds to the start, and of each window the requests since then, p50, p99, failures.
measure() {
    local process port milliseconds seconds answered p50 p99 failed sum=0 row
    start "$1"
    row=$milliseconds
    for seconds in 10 10 10 30; do
        read -r answered p50 p99 failed < <(run_wrk "$1" "$seconds")
        sum=$((sum + answered - failed))
        row+=" $sum $p50 $p99 $failed"
    done
    stop "$process"
    echo "$row" | tee -a "$work/$1.results"
}

print_row() {
    local column row=()
    for column in 1 2 6 10 14 3 4 7 8 15 16; do
        row+=("$(median "$1" "$column")")
    done
    printf '| %s | %s | %s | %s | %s | %s | %s / %s | %s / %s | %s / %s | %s |\n' "$1" "${row[@]}" \
        "$(awk '{ failed += $5 + $9 + $13 + $17 } END { print failed }' "$work/$1.results")"
}

print_table() {
    local case
    print_machine
    echo "${CONNECTIONS:-16} connections, median of $rounds rounds; latencies are p50 / p99 in ms"
    echo
    echo '| | ready after ms | answered in 10 s | 20 s | 30 s | 60 s | latency in the first 10 s | 11 to 20 s | 31 to 60 s | failed |'
    echo '|---|---|---|---|---|---|---|---|---|---|'
    for case in "${cases[@]}"; do
        print_row "$case"
    done
}

check_programs wrk curl psql
start_gateway 512m
./mvnw -B -q -f bench/floor package
psql -Atqc "SELECT DISTINCT order_date || ',' || order_date + 1 FROM sales WHERE order_id <= 6000000" > "$work/days"
train
for ((i = 1; i <= rounds; i++)); do
    for case in "${cases[@]}"; do
        echo "Round $i of $rounds: $case"
        measure "$case"
    done
done
print_table

#!/usr/bin/env bash
# Measures what consistency tokens cost: pages of 20 that know nothing of them, that bring one to the client, and whose
# client sends the one it has, in turns.
# Needs wrk, curl and PostgreSQL's psql; on Debian: apt-get install wrk curl postgresql-client
#
# DURATION=5s    of each measurement
# ROUNDS=8       whose medians are printed
# DATA_DIR       where the embedded cluster keeps 1,500,000 sales from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

duration=${DURATION:-5s}
rounds=${ROUNDS:-8}
page='/sales?order_date=gte.{1}&order_date=lt.{2}&order=order_date.desc,order_id.desc&limit=20'
. bench/gateway.sh

run_wrk() {
    wrk --threads 2 --connections 16 --duration "$1" --header "$2" --script bench/requests.lua \
        "$url" -- GET "$page" "$work/days" | sed -n 's/^RESULT //p'
}

# Adds to the case's results: rate, CPU a request, and both as ratios to the first case of the round.
measure() {
    local before rate failed
    before=$(cpu)
    read -r rate _ _ failed < <(run_wrk "$duration" "$2")
    ((failed == 0)) || fail "$failed requests failed"
    echo "$rate $(cpu) $before" | awk -v seconds="${duration%s}" '{ print $1, ($2 - $3) / ($1 * seconds) }' > "$work/now"
    [[ $1 != without ]] || cp "$work/now" "$work/first"
    paste -d' ' "$work/now" "$work/first" | awk '{ print $1, $2, $1 / $3, $2 / $4 }' >> "$work/$1.results"
}

check_programs wrk curl psql
start_gateway 512m
psql -Atqc "SELECT DISTINCT order_date || ',' || order_date + 1 FROM sales" > "$work/days"
token=$(curl -sSf -o /dev/null -D - "$url/sales?limit=1" | tr -d '\r' | sed -n 's/^Consistency-Token: //p')
[[ -n $token ]] || fail "No token came with an answer"
echo "Warming up"
for header in 'Prefer: consistency=eventual' 'Accept: */*' "Consistency-Token: $token"; do
    run_wrk 30s "$header" > /dev/null
done
for ((round = 1; round <= rounds; round++)); do
    measure without 'Prefer: consistency=eventual'
    measure given 'Accept: */*'
    measure sent "Consistency-Token: $token"
done
print_machine
echo "16 connections, $duration, median of $rounds rounds"
echo
echo '| token | requests/s | CPU µs/request | rate, to that without | CPU, to that without |'
echo '|---|---|---|---|---|'
for case in without given sent; do
    printf '| %s | %.0f | %.0f | %.2f | %.2f |\n' "$case" "$(median $case 1)" "$(median $case 2)" "$(median $case 3)" \
        "$(median $case 4)"
done

#!/usr/bin/env bash
# Measures what it costs to be seen: pages of 20 by a gateway without meters of its own, as it is by default, telling where the time
# of each request goes, and with one request in ten in a trace that is sent to a collector; all on the same servers, in turns.
# Needs wrk, curl, and PostgreSQL's psql; on Debian: apt-get install wrk curl postgresql-client
#
# DURATION=5     seconds of each measurement
# WARMUP=30      seconds of each request, before
# ROUNDS=12      whose medians are printed
# DATA_DIR       where the embedded cluster keeps 1,500,000 sales from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

duration=${DURATION:-5}
warmup=${WARMUP:-30}
rounds=${ROUNDS:-12}
cases=(without default timing traces)
first=without
. bench/gateway.sh
. bench/turns.sh
headers=([without]='Accept: */*' [default]='Accept: */*' [timing]='Accept: */*' [traces]='Accept: */*')

check_programs wrk curl psql
start_gateway 256m
list_days
"$jdk/bin/java" bench/Collector.java > "$work/collector" &
until [[ -s $work/collector ]]; do
    sleep 0.1
done
join without --management.metrics.enable.pgweir=false
join default
join timing --pgweir.web.server-timing=true
join traces "--management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:$(head -1 "$work/collector")/v1/traces"
warm_up
for ((round = 1; round <= rounds; round++)); do
    for case in "${cases[@]}"; do
        measure "$case"
    done
done
print_turns seen "${cases[@]}"
echo
echo "The collector was sent $(tail -1 "$work/collector") bytes."

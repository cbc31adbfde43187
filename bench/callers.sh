#!/usr/bin/env bash
# Measures what it costs to tell callers apart: pages of 20 by a gateway that is open to all, by one whose callers ask in a role,
# with the claims of a token, and in the role of those without one, all on the same servers, in turns; and pgbench with the same
# SQL in one message, without the role and with it.
# Needs wrk, curl, openssl, and PostgreSQL's psql and pgbench; on Debian: apt-get install wrk curl openssl postgresql-contrib
#
# DURATION=5     seconds of each measurement
# WARMUP=30      seconds of each request, before
# ROUNDS=8       whose medians are printed
# DATA_DIR       where the embedded cluster keeps 1,500,000 sales from run to run (default: bench/.data)
set -euo pipefail
cd "$(dirname "$0")/.."

duration=${DURATION:-5}
warmup=${WARMUP:-30}
rounds=${ROUNDS:-8}
cases=(open token anonymous)
servers_alone=(sql sql-role)
secret=bench-bench-bench-bench-bench-bench
. bench/gateway.sh
. bench/turns.sh

select="SELECT t.* FROM public.sales AS t WHERE t.order_date >= date '2023-01-01' + :day::int
    AND t.order_date < date '2023-01-02' + :day::int ORDER BY t.order_date DESC, t.order_id DESC LIMIT 21;"
declare -A messages=(
    [sql]="$select
        SELECT pg_last_wal_replay_lsn();"
    [sql-role]="SELECT pg_catalog.set_config('request.jwt.claims', '{\"role\":\"bench_reader\",\"sub\":\"reader' || :day::text || '\"}', true),
            pg_catalog.set_config('request.method', 'GET', true), pg_catalog.set_config('request.path', '/sales', true),
            pg_catalog.set_config('role', 'bench_reader', true);
        $select
        SELECT pg_last_wal_replay_lsn(), pg_catalog.current_setting('role');"
)
headers=([open]='Accept: */*' [anonymous]='Accept: */*')
first=open

base64url() {
    openssl base64 -A | tr '+/' '-_' | tr -d =
}

# A token for a role that reads, valid for a day.
sign() {
    local signed
    signed=$(printf '{"alg":"HS256","typ":"JWT"}' | base64url).$(printf \
        '{"role":"bench_reader","sub":"reader","tenant":7,"exp":%d}' "$(($(date +%s) + 86400))" | base64url)
    echo "$signed.$(printf '%s' "$signed" | openssl dgst -sha256 -hmac "$secret" -binary | base64url)"
}

# Likewise by pgbench, without the role for the login that has none.
measure_sql() {
    local servers rate user=pgweir
    [[ $1 == sql ]] || user=bench_login
    printf '\\set day random(0, 600)\n\\startpipeline\n%s\n\\endpipeline\n' "${messages[$1]}" > "$work/$1.sql"
    servers=$(servers_cpu)
    rate=$(PGOPTIONS='-c plan_cache_mode=force_custom_plan' PGUSER=$user pgbench --no-vacuum --protocol prepared --client 16 \
        --jobs 2 --time "$duration" --file "$work/$1.sql" 2> "$work/pgbench.errors" | sed -n 's/^tps = \([0-9.]*\).*/\1/p')
    [[ -n $rate ]] || fail "$(cat "$work/pgbench.errors")"
    awk -v rate="$rate" -v servers="$(($(servers_cpu) - servers))" -v seconds="$duration" \
        'BEGIN { print rate, 0, servers / rate / seconds }' > "$work/now"
    [[ $1 != sql ]] || cp "$work/now" "$work/first-sql"
    paste -d' ' "$work/now" "$work/first-sql" | awk '{ print $1, 0, $3, $1 / $4, 0, $3 / $6 }' >> "$work/$1.results"
}

check_programs wrk curl psql pgbench openssl
start_gateway 256m
psql -q -p "$primary" -U postgres << SQL
DO \$\$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'bench_login') THEN
        CREATE ROLE bench_login NOINHERIT LOGIN;
        CREATE ROLE bench_reader;
        GRANT bench_reader TO bench_login;
    END IF;
END \$\$;
GRANT SELECT ON sales TO bench_reader;
SQL
list_days
join open
join token --pgweir.access.login.username=bench_login '--pgweir.access.issuers[0].name=bench' \
    "--pgweir.access.issuers[0].secret=$secret"
headers[token]="Authorization: Bearer $(sign)"
join anonymous --pgweir.access.login.username=bench_login --pgweir.access.anonymous-role=bench_reader
warm_up
for ((round = 1; round <= rounds; round++)); do
    for case in "${cases[@]}"; do
        measure "$case"
    done
    for case in "${servers_alone[@]}"; do
        measure_sql "$case"
    done
done
print_turns callers "${cases[@]}" "${servers_alone[@]}"

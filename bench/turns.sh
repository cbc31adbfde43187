# What benchmarks share that compare gateways on the same servers, in turns: pages of 20, as many at a time as there are
# connections. To be sourced behind gateway.sh, with cases, first (the case that others are compared with), duration, warmup and
# rounds.

page='/sales?order_date=gte.{1}&order_date=lt.{2}&order=order_date.desc,order_id.desc&limit=20'
declare -A processes urls headers

# Starts a gateway on the servers that are there, with further settings.
join() {
    local name=$1 port process
    shift
    launch "$work/$name.log" -Xmx512m -jar target/pgweir-*.jar --pgweir.cluster.username=pgweir \
        '--pgweir.cluster.nodes[0].name=primary' \
        "--pgweir.cluster.nodes[0].url=jdbc:postgresql://localhost:$primary/pgweir" \
        '--pgweir.cluster.nodes[1].name=replica' \
        "--pgweir.cluster.nodes[1].url=jdbc:postgresql://localhost:$PGPORT/pgweir" "$@"
    await_ready
    processes[$name]=$process
    urls[$name]=http://localhost:$port
}

run_wrk() {
    wrk --threads 2 --connections 16 --duration "$2s" --header "${headers[$1]}" --script bench/requests.lua \
        "${urls[$1]}" -- GET "$page" "$work/days" | sed -n 's/^RESULT //p'
}

# Adds to the case's results: rate, CPU a request in the gateway and in the servers, and all as ratios to the first of the round.
measure() {
    local before servers rate failed
    before=$(cpu "${processes[$1]}")
    servers=$(servers_cpu)
    read -r rate _ _ failed < <(run_wrk "$1" "$duration")
    ((failed == 0)) || fail "$failed requests failed"
    awk -v rate="$rate" -v own="$(($(cpu "${processes[$1]}") - before))" -v servers="$(($(servers_cpu) - servers))" \
        -v seconds="$duration" 'BEGIN { print rate, own / rate / seconds, servers / rate / seconds }' > "$work/now"
    [[ $1 != "$first" ]] || cp "$work/now" "$work/first"
    paste -d' ' "$work/now" "$work/first" | awk '{ print $1, $2, $3, $1 / $4, $2 / $5, $3 / $6 }' >> "$work/$1.results"
}

# The days that pages are about.
list_days() {
    psql -Atqc "SELECT DISTINCT order_date || ',' || order_date + 1 FROM sales WHERE order_id <= 6000000" > "$work/days"
}

warm_up() {
    local case
    echo "Warming up"
    for case in "${cases[@]}"; do
        run_wrk "$case" "$warmup" > /dev/null
    done
}

# Prints the medians of some cases as a table, whose first column has this name.
print_turns() {
    local title=$1 case
    shift
    print_machine
    echo "16 connections, $duration s, median of $rounds rounds"
    echo
    echo "| $title | requests/s | gateway CPU µs | server CPU µs | rate, to that of the first | gateway CPU | server CPU |"
    echo '|---|---|---|---|---|---|---|'
    for case in "$@"; do
        printf '| %s | %.0f | %.0f | %.0f | %.3f | %.3f | %.3f |\n' "$case" "$(median "$case" 1)" "$(median "$case" 2)" \
            "$(median "$case" 3)" "$(median "$case" 4)" "$(median "$case" 5)" "$(median "$case" 6)"
    done
}

# What the benchmarks share: a gateway of their own, the floor, and how they report. To be sourced at the root of the
# repository.

data=${DATA_DIR:-bench/.data}
jdk=$(.ci/find-jdk)
work=$(mktemp -d)

stop() {
    kill "$1" 2> /dev/null || true
    wait "$1" || true
}

# What was launched last ends first: the gateway, which takes the servers with it, after those that use them.
cleanup() {
    local process
    for process in $(jobs -rp | tac); do
        stop "$process"
    done
    rm -rf "$work"
}
trap cleanup EXIT

fail() {
    echo "$*" >&2
    exit 1
}

# Looks for programs, those of PostgreSQL in Debian's place too.
check_programs() {
    local debian program
    for debian in /usr/lib/postgresql/*/bin; do
        PATH=$PATH:$debian
    done
    for program in "$@"; do
        command -v "$program" > /dev/null ||
            fail "$program is missing; on Debian: apt-get install wrk curl postgresql-contrib"
    done
}

# As the image runs Java, whose heap begins small in a container.
java_options=(-Xms64m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders)

# Starts Java with these arguments, logging to a file. Sets process, and port once the web server listens.
launch() {
    local log=$1
    shift
    "$jdk/bin/java" "${java_options[@]}" "$@" --server.port=0 > "$log" 2>&1 &
    process=$!
    port=
    until [[ -n $port ]]; do
        kill -0 "$process" 2> /dev/null || fail "$(cat "$log")"
        sleep 0.1
        port=$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$log")
    done
}

# Waits until the gateway at the port is ready.
await_ready() {
    until SERVER_PORT=$port docker/healthcheck.sh 2> /dev/null; do
        kill -0 "$process" 2> /dev/null || fail "The gateway has ended"
        sleep 0.05
    done
}

# Starts the packaged gateway with this much heap and further settings. Sets gateway, url, the port of the primary, and
# the PG* variables that lead psql and pgbench to the replica.
start_gateway() {
    local heap=$1 port process
    shift
    ./mvnw -B -q -Dmaven.test.skip=true -Dcodegen.skip package
    echo "Waiting for the gateway; the first start loads 1,500,000 sales"
    launch "$work/log" "-Xmx$heap" -jar target/pgweir-*.jar \
        --pgweir.embedded.scale-factor=1 --pgweir.embedded.replicas=1 --pgweir.embedded.data-dir="$data" "$@"
    await_ready
    gateway=$process
    url=http://localhost:$port
    local ports
    ports=$(curl -sf "$url/admin/cluster" | grep -oE '"url":"[^"]+"' | grep -oE '[0-9]+/' | tr -d /)
    primary=$(sed -n 1p <<< "$ports")
    PGPORT=$(sed -n 2p <<< "$ports")
    export PGHOST=localhost PGPORT PGUSER=pgweir PGDATABASE=pgweir
    [[ $(psql -Atc 'SELECT pg_is_in_recovery()') == t ]] || fail "The node on port $PGPORT is no replica"
}

# Starts a bare controller over the same nodes, with this much heap: what the gateway's parts reach without the gateway. Sets
# floor and floor_url.
start_floor() {
    local port process
    ./mvnw -B -q -f bench/floor package
    launch "$work/floor.log" "-Xmx$1" -jar bench/floor/target/floor-1.jar \
        --floor.primary="$primary" --floor.replica="$PGPORT"
    floor=$process
    floor_url=http://127.0.0.1:$port
}

# Processor time that a process, by default the gateway, has used so far, in microseconds.
cpu() {
    sed 's/.*) //' "/proc/${1:-$gateway}/stat" |
        awk -v ticks="$(getconf CLK_TCK)" '{ printf "%.0f", ($12 + $13) * 1e6 / ticks }'
}

# Processor time that both servers have used so far, in microseconds: their processes that run, and those that have ended.
servers_cpu() {
    local postmaster
    for postmaster in "$data"/*/postmaster.pid; do
        postmaster=$(sed -n 1p "$postmaster")
        sed 's/.*) //' "/proc/$postmaster/stat" | awk '{ print $12 + $13 + $14 + $15 }'
        pgrep -P "$postmaster" | sed 's#.*#/proc/&/stat#' | xargs cat 2> /dev/null | sed 's/.*) //' |
            awk '{ print $12 + $13 }'
    done | awk -v ticks="$(getconf CLK_TCK)" '{ sum += $1 } END { printf "%.0f", sum * 1e6 / ticks }'
}

# The median of one column of a case's results.
median() {
    awk -v column="$2" '{ print $column }' "$work/$1.results" | sort -n | awk '
        { values[NR] = $1 }
        END { print (values[int((NR + 1) / 2)] + values[int(NR / 2) + 1]) / 2 }'
}

# What was measured, and on what.
print_machine() {
    local processor
    processor=$(sed -n 's/^model name.*: //p' /proc/cpuinfo | sed -n 1p)
    echo
    echo "$(date -u +%F), commit $(git describe --always --dirty), $(nproc) × $processor"
    echo "PostgreSQL $(psql -Atc 'SHOW server_version'), $("$jdk/bin/java" --version | sed -n 1p)"
}

#!/usr/bin/env bash
# Records an AOT cache: the gateway's classes as loaded and linked, and profiles of its methods. For that a gateway is
# started, sent requests of every kind (Train.java), and stopped.
#
#     docker/train.sh JAR LAYOUT
#
# JAR     the packaged gateway, which starts the servers to train on
# LAYOUT  the folder of its extracted pgweir.jar, which is trained; pgweir.aot is put beside it
#
# JAVA=java      what is trained; no other Java can use the cache
# JDK            home of the JDK that sends the requests (default: that of java)
# REQUESTS=8000  how many are sent; with many more, more methods are compiled in the first seconds, which slows these
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
jar=$(realpath "$1")
layout=$(realpath "$2")
cache=$layout/pgweir.aot
java=${JAVA:-java}
client=${JDK:+$JDK/bin/}java
work=$(mktemp -d)

cleanup() {
    local process
    for process in $(jobs -rp); do
        kill "$process" 2> /dev/null || true
    done
    wait
    rm -rf "$work"
}
trap cleanup EXIT

fail() {
    echo "$*" >&2
    exit 1
}

# Starts a gateway that logs to a file, with further arguments. Sets process, and port once it is ready.
start() {
    local log=$work/$1
    shift
    "$java" "$@" --server.port=0 --server.address=127.0.0.1 > "$log" 2>&1 &
    process=$!
    port=
    until [[ -n $port ]] && SERVER_PORT=$port "$here/healthcheck.sh" 2> /dev/null; do
        kill -0 "$process" 2> /dev/null || fail "$(cat "$log")"
        sleep 0.2
        port=$(sed -n 's/.*Tomcat started on port \([0-9]*\).*/\1/p' "$log")
    done
}

# The nodes of the cluster that the first gateway has started, as arguments of another.
nodes() {
    local i=0 server
    for server in $(sed -n 's/.*psql "host=127.0.0.1 port=\([0-9]*\) .* user=pgweir".*/\1/p' "$work/servers"); do
        echo "--pgweir.cluster.nodes[$i].name=node$i"
        echo "--pgweir.cluster.nodes[$i].url=jdbc:postgresql://127.0.0.1:$server/pgweir"
        i=$((i + 1))
    done
}

# The cache is written as the process ends. What is recorded with G1 serves the serial and parallel collectors, too.
train() {
    local arguments
    mapfile -t arguments < <(nodes)
    ((${#arguments[@]} > 0)) || fail "$(cat "$work/servers")"
    rm -f "$cache"
    start trained -XX:AOTCacheOutput="$cache" -Xlog:aot=error -Xmx512m -XX:+UseG1GC -XX:+UseCompactObjectHeaders \
        -jar "$layout/pgweir.jar" "${arguments[@]}" --pgweir.cluster.username=pgweir
    "$client" "$here/Train.java" "http://127.0.0.1:$port" "${REQUESTS:-8000}" || fail "$(tail -n 50 "$work/trained")"
    kill "$process"
    wait "$process" || true
    [[ -s $cache ]] || fail "$(cat "$work/trained")"
    chmod a+r "$cache"
    echo "$cache: $(du -h "$cache" | cut -f1)"
}

start servers -Xmx256m -jar "$jar" --pgweir.embedded.replicas=1
train

#!/usr/bin/env bash
# Starts PgBouncer before one PostgreSQL server, for the gateway's user only.
set -euo pipefail

: "${NODE_HOST:?}" "${GATEWAY_PASSWORD:?}"

folder=$(mktemp -d)
# In this file, a quote within quotes is written twice.
printf '"pgweir" "%s"\n' "${GATEWAY_PASSWORD//\"/\"\"}" > "$folder/users"
cat > "$folder/pgbouncer.ini" <<INI
[databases]
* = host=$NODE_HOST port=${NODE_PORT:-5432}

[pgbouncer]
listen_addr = *
listen_port = ${LISTEN_PORT:-6432}
unix_socket_dir =
auth_file = $folder/users
%include ${SETTINGS:-/etc/pgbouncer/pgweir.ini}
INI
exec pgbouncer "$folder/pgbouncer.ini"

#!/usr/bin/env bash
# Succeeds while the gateway is ready. The runtime image has neither curl nor wget, but its bash can open a connection.
set -euo pipefail

exec 3<>"/dev/tcp/127.0.0.1/${PGWEIR_ADMIN_PORT:-${SERVER_PORT:-8080}}"
printf 'GET /actuator/health/readiness HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r _ status _ <&3
[[ $status == 200 ]]

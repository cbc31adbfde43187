#!/usr/bin/env bash
# Prepares a new primary: a role and an access rule for the replicas, and the role the gateway logs in as, which may use
# every table of the schema public, those still to come included, and owns the schema of the gateway's own tables. Runs
# once, from /docker-entrypoint-initdb.d, against the server of that moment.
set -euo pipefail

: "${PGDATA:?}" "${POSTGRES_USER:?}" "${POSTGRES_DB:?}" "${REPLICATION_PASSWORD:?}" "${GATEWAY_PASSWORD:?}"

echo 'host replication replicator samenet scram-sha-256' >> "$PGDATA/pg_hba.conf"

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv replication_password REPLICATION_PASSWORD
\getenv gateway_password GATEWAY_PASSWORD
CREATE ROLE replicator REPLICATION LOGIN PASSWORD :'replication_password';
CREATE ROLE pgweir LOGIN PASSWORD :'gateway_password';
GRANT pg_monitor TO pgweir;
GRANT USAGE ON SCHEMA public TO pgweir;
CREATE SCHEMA pgweir AUTHORIZATION pgweir;
-- Else names without a schema would be looked for in the one that is called like the role.
ALTER ROLE pgweir SET search_path TO public;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pgweir;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pgweir;
SELECT pg_reload_conf() \g /dev/null
SQL

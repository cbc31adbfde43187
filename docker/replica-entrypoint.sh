#!/usr/bin/env bash
# Starts a streaming replica. An empty data directory is first filled from the primary, through a replication slot that
# keeps the log this replica still needs; a filled one is started as it is, also while the primary is down.
# Arguments go to the server.
set -euo pipefail

: "${PGDATA:?}" "${PRIMARY_HOST:?}" "${REPLICATION_SLOT:?}" "${REPLICATION_PASSWORD:?}"

copy_primary() {
    if [[ -d $PGDATA ]]; then
        rmdir "$PGDATA"
    fi
    local primary="host=$PRIMARY_HOST port=${PRIMARY_PORT:-5432} user=replicator application_name=$REPLICATION_SLOT"
    export PGPASSWORD=$REPLICATION_PASSWORD
    echo "Waiting for the primary at $PRIMARY_HOST:${PRIMARY_PORT:-5432}"
    until pg_isready --quiet --dbname "$primary"; do
        sleep 1
    done
    pg_receivewal --dbname "$primary" --slot "$REPLICATION_SLOT" --create-slot --if-not-exists
    # Copied beside and renamed when whole: the data directory is there completely or not at all.
    rm -rf "$PGDATA.partial"
    pg_basebackup --dbname "$primary" --pgdata "$PGDATA.partial" \
        --write-recovery-conf --slot "$REPLICATION_SLOT" --wal-method stream --checkpoint fast
    mv "$PGDATA.partial" "$PGDATA"
    unset PGPASSWORD
}

if [[ ! -s $PGDATA/PG_VERSION ]]; then
    copy_primary
fi
exec postgres "$@"

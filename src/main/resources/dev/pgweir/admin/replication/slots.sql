SELECT slot_name::text, slot_type, plugin::text, database::text, active, wal_status,
       pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint
  FROM pg_replication_slots
 ORDER BY slot_name

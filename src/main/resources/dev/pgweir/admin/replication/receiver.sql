SELECT status, sender_host || ':' || sender_port, slot_name
  FROM pg_stat_wal_receiver

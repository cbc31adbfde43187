SELECT (SELECT written_lsn FROM pg_stat_wal_receiver)::text,
       pg_last_wal_receive_lsn()::text,
       pg_last_wal_replay_lsn()::text

SELECT coalesce(r.application_name, ''), host(r.client_addr), r.state, r.sync_state, s.slot_name::text,
       r.sent_lsn::text, r.write_lsn::text, r.flush_lsn::text, r.replay_lsn::text,
       extract(epoch FROM r.replay_lag) * 1000
  FROM pg_stat_replication AS r
       LEFT JOIN pg_replication_slots AS s ON s.active_pid = r.pid
 ORDER BY r.application_name, r.pid

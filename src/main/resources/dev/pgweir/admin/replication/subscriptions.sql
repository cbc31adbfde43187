SELECT subname::text, pid IS NOT NULL, received_lsn::text
  FROM pg_stat_subscription
 WHERE relid IS NULL
 ORDER BY subname

-- A partitioned table itself, and what its server allows. Every name is qualified, whatever the search path.
SELECT pg_catalog.count(x.indexrelid) AS indexes,
       COALESCE(pg_catalog.array_agg(DISTINCT a.attname::text)
                FILTER (WHERE x.indisvalid AND x.indpred IS NULL AND a.attname IS NOT NULL), '{}') AS indexed_by,
       pg_catalog.current_setting('server_version_num')::int AS server_version,
       pg_catalog.current_setting('max_locks_per_transaction')::int AS max_locks
  FROM pg_catalog.pg_index x
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0]
 WHERE x.indrelid = pg_catalog.to_regclass(:table)

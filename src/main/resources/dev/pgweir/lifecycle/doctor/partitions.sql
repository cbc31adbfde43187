-- The direct partitions of a table, each with what its whole subtree takes. The seals are put in where they can be read.
WITH part AS (
    SELECT i.inhrelid AS oid, i.inhdetachpending AS detaching
      FROM pg_catalog.pg_inherits i
     WHERE i.inhparent = pg_catalog.to_regclass(:table)
),
relation AS (
    SELECT p.oid AS part, t.level, c.oid, c.relkind, c.reltuples,
           (SELECT pg_catalog.count(*) FROM pg_catalog.pg_index x WHERE x.indrelid = c.oid) AS indexes
      FROM part p
     CROSS JOIN LATERAL pg_catalog.pg_partition_tree(p.oid) t
      JOIN pg_catalog.pg_class c ON c.oid = t.relid
),
size AS (
    SELECT r.part,
           pg_catalog.count(*) + pg_catalog.sum(r.indexes) AS locks,
           -- A leaf and what lies above it, which has no more indexes than the leaf.
           pg_catalog.max((r.level + 1) * (1 + r.indexes)) AS locks_of_row,
           pg_catalog.sum(r.indexes) FILTER (WHERE r.relkind <> 'p') AS indexes,
           pg_catalog.count(*) FILTER (WHERE r.relkind <> 'p') AS leaves,
           pg_catalog.count(*) FILTER (WHERE r.relkind = 'r') AS tables,
           -- -1 where nobody has ever counted.
           CASE WHEN pg_catalog.min(r.reltuples) FILTER (WHERE r.relkind <> 'p') >= 0
                THEN pg_catalog.sum(r.reltuples) FILTER (WHERE r.relkind <> 'p')::bigint END AS rows,
           COALESCE(pg_catalog.sum(pg_catalog.pg_total_relation_size(r.oid)) FILTER (WHERE r.relkind = 'r'), 0) AS bytes
      FROM relation r
     GROUP BY r.part
),
-- Where each table of a partition has an index that begins with the column.
indexed_by AS (
    SELECT g.part, pg_catalog.array_agg(g.name ORDER BY g.name) AS columns
      FROM (SELECT r.part, a.attname::text AS name, pg_catalog.count(DISTINCT r.oid) AS tables
              FROM relation r
              JOIN pg_catalog.pg_index x ON x.indrelid = r.oid AND x.indisvalid AND x.indpred IS NULL
              JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = x.indkey[0]
             WHERE r.relkind = 'r'
             GROUP BY r.part, a.attname) g
      JOIN size s ON s.part = g.part AND s.tables = g.tables
     GROUP BY g.part
)
SELECT n.nspname AS schema,
       c.relname AS name,
       COALESCE(pg_catalog.pg_get_expr(c.relpartbound, c.oid), '') AS bounds,
       s.rows,
       s.bytes,
       s.leaves,
       COALESCE(s.indexes, 0) AS indexes,
       COALESCE(b.columns, '{}') AS indexed_by,
       s.locks,
       s.locks_of_row,
       seal.version AS sealed,
       p.detaching,
       CASE c.relkind WHEN 'p' THEN 'partitioned' WHEN 'f' THEN 'foreign' ELSE COALESCE(m.amname, 'heap') END AS storage,
       f.srvname AS server
  FROM part p
  JOIN pg_catalog.pg_class c ON c.oid = p.oid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN size s ON s.part = p.oid
  LEFT JOIN indexed_by b ON b.part = p.oid
  LEFT JOIN pg_catalog.pg_am m ON m.oid = c.relam
  LEFT JOIN pg_catalog.pg_foreign_table t ON t.ftrelid = c.oid
  LEFT JOIN pg_catalog.pg_foreign_server f ON f.oid = t.ftserver
  LEFT JOIN %s AS seal (relation, version) ON seal.relation = p.oid
 ORDER BY n.nspname, c.relname

-- Each table and view of one schema that one role at least may use, as one JSON document in the shape of the record
-- dev.pgweir.catalog.Table. One statement, therefore one snapshot. Every name is qualified, whatever the search path.
WITH RECURSIVE
-- The roles that may use what is read: those that are given, else the current one.
served AS (
    SELECT r.oid, r.rolsuper OR r.rolbypassrls AS exempt
      FROM pg_catalog.pg_roles r
     WHERE CASE WHEN :roles = '[]' THEN r.rolname = current_user
                ELSE pg_catalog.jsonb_exists(:roles::jsonb, r.rolname) END
),
relation AS (
    SELECT c.oid, c.relname, c.relkind, c.relhasrules, c.relrowsecurity, c.relforcerowsecurity, c.relowner, n.nspname,
           -- Of a table or of its direct parts.
           c.relpersistence = 'u' OR EXISTS (
               SELECT FROM pg_catalog.pg_inherits h
                 JOIN pg_catalog.pg_class part ON part.oid = h.inhrelid
                WHERE h.inhparent = c.oid AND part.relpersistence = 'u') AS unlogged,
           -- What a view refuses although it is granted; bits as in PostgreSQL's CmdType. Not asked of foreign tables:
           -- their wrapper would be loaded for it, and may fail.
           CASE c.relkind WHEN 'f' THEN 4 | 8 | 16
                          ELSE pg_catalog.pg_relation_is_updatable(c.oid, true) END AS commands
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = :schema
       AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
       AND NOT c.relispartition
       AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_schema_privilege(s.oid, n.oid, 'USAGE'))
),
descendant (root, oid) AS (
    SELECT h.inhparent, h.inhrelid
      FROM relation r
      JOIN pg_catalog.pg_inherits h ON h.inhparent = r.oid
     UNION
    SELECT d.root, h.inhrelid
      FROM descendant d
      JOIN pg_catalog.pg_inherits h ON h.inhparent = d.oid
),
-- Tables of which a part is foreign. A place that postgres_fdw tells is one on the other server; other wrappers tell none.
partly_foreign AS (
    SELECT d.root AS oid, pg_catalog.bool_and(p.proname = 'postgres_fdw_handler') AS tells_places
      FROM descendant d
      JOIN pg_catalog.pg_foreign_table f ON f.ftrelid = d.oid
      JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
      JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
      LEFT JOIN pg_catalog.pg_proc p ON p.oid = w.fdwhandler
     GROUP BY d.root
),
-- Tables that have, or a partition of which has, an enabled trigger BEFORE INSERT FOR EACH ROW; bits as in pg_trigger.h.
filled_by_trigger AS (
    SELECT DISTINCT COALESCE(pg_catalog.pg_partition_root(t.tgrelid), t.tgrelid) AS relation
      FROM pg_catalog.pg_trigger t
     WHERE t.tgtype & (1 | 2 | 4) = 1 | 2 | 4 AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
),
-- Whether somebody has given the operators of filters, or casts, another meaning for types of the server's own, whose numbers
-- are below 16384 (FirstNormalObjectId).
overloaded AS (
    SELECT EXISTS (
               SELECT FROM pg_catalog.pg_operator o
                WHERE o.oid >= 16384 AND o.oprleft < 16384 AND o.oprright < 16384
                  AND o.oprname IN ('=', '<>', '<', '<=', '>', '>=', '~~', '~~*', '~', '~*',
                                    '@>', '<@', '&&', '<<', '>>', '&<', '&>', '-|-'))
        OR EXISTS (
               SELECT FROM pg_catalog.pg_cast k
                WHERE k.oid >= 16384 AND k.castsource < 16384 AND k.casttarget < 16384) AS operators
),
-- A table and all its parts.
family AS (
    SELECT r.oid AS root, r.oid FROM relation r
     UNION ALL
    SELECT d.root, d.oid FROM descendant d
),
-- What the server looks at when it writes rows.
written (root, classid, objid) AS (
    SELECT f.root, 'pg_catalog.pg_class'::pg_catalog.regclass, f.oid FROM family f
     UNION ALL
    SELECT f.root, 'pg_catalog.pg_class'::pg_catalog.regclass, i.indexrelid
      FROM family f JOIN pg_catalog.pg_index i ON i.indrelid = f.oid
     UNION ALL
    SELECT f.root, 'pg_catalog.pg_attrdef'::pg_catalog.regclass, d.oid
      FROM family f JOIN pg_catalog.pg_attrdef d ON d.adrelid = f.oid
     UNION ALL
    SELECT f.root, 'pg_catalog.pg_constraint'::pg_catalog.regclass, k.oid
      FROM family f JOIN pg_catalog.pg_constraint k ON k.conrelid = f.oid
),
-- Tables where a write runs what others have made: triggers, rules, actions of foreign keys on tables that may have some, and
-- functions and operators of defaults, checks, indexes and partition keys. On its own code the server notes no dependency.
runs_code AS (
    SELECT f.root FROM family f
      JOIN pg_catalog.pg_class c ON c.oid = f.oid
     WHERE c.relhasrules OR c.relrowsecurity
     UNION
    SELECT f.root FROM family f JOIN pg_catalog.pg_trigger t ON t.tgrelid = f.oid
     WHERE NOT t.tgisinternal
     UNION
    SELECT f.root FROM family f JOIN pg_catalog.pg_constraint k ON k.confrelid = f.oid
     WHERE k.contype = 'f' AND (k.confupdtype NOT IN ('a', 'r') OR k.confdeltype NOT IN ('a', 'r'))
     UNION
    SELECT w.root FROM written w JOIN pg_catalog.pg_depend d ON d.classid = w.classid AND d.objid = w.objid
     WHERE d.refclassid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_operator'::pg_catalog.regclass,
                            'pg_catalog.pg_opclass'::pg_catalog.regclass, 'pg_catalog.pg_opfamily'::pg_catalog.regclass)
),
trait AS (
    SELECT r.oid, t.name
      FROM relation r
      LEFT JOIN partly_foreign f ON f.oid = r.oid
     CROSS JOIN LATERAL (VALUES
               ('RETURNS_OLD_ROWS', pg_catalog.current_setting('server_version_num')::int >= 180000),
               ('SHOWS_NEW_ROWS', NOT (r.relkind IN ('r', 'p') AND (r.relhasrules OR NOT EXISTS (
                   SELECT FROM served s
                    WHERE NOT r.relrowsecurity OR s.exempt
                       OR (NOT r.relforcerowsecurity AND pg_catalog.pg_has_role(s.oid, r.relowner, 'USAGE')))))),
               -- A privilege on columns is none on the system's.
               ('SHOWS_STORAGE', r.relkind IN ('r', 'p') AND COALESCE(f.tells_places, f.oid IS NULL)
                                 AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_table_privilege(s.oid, r.oid, 'SELECT'))),
               ('FILLS_NEW_ROWS', EXISTS (SELECT FROM filled_by_trigger g WHERE g.relation = r.oid)),
               -- 'v' is a virtual column, computed when it is read.
               ('RUNS_NO_CODE', r.relkind IN ('r', 'p') AND NOT r.relrowsecurity AND f.oid IS NULL
                                AND NOT (SELECT operators FROM overloaded)
                                AND NOT EXISTS (
                                    SELECT FROM pg_catalog.pg_attribute a
                                     WHERE a.attrelid = r.oid AND a.attnum > 0 AND NOT a.attisdropped
                                       AND (a.atttypid >= 16384 OR a.attgenerated = 'v'))),
               ('WRITES_RUN_NO_CODE', NOT EXISTS (SELECT FROM runs_code g WHERE g.root = r.oid))
           ) t (name, held)
     WHERE t.held
),
privilege AS (
    SELECT r.oid, p.name
      FROM relation r
     CROSS JOIN LATERAL (VALUES
               ('SELECT', EXISTS (SELECT FROM served s WHERE pg_catalog.has_any_column_privilege(s.oid, r.oid, 'SELECT'))),
               ('UPDATE', r.commands & 4 <> 0 AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_any_column_privilege(s.oid, r.oid, 'UPDATE'))),
               ('INSERT', r.commands & 8 <> 0 AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_any_column_privilege(s.oid, r.oid, 'INSERT'))),
               ('DELETE', r.commands & 16 <> 0 AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_table_privilege(s.oid, r.oid, 'DELETE')))
           ) p (name, held)
     WHERE p.held
),
attribute AS (
    SELECT a.*,
           a.attnotnull AND NOT EXISTS (
               SELECT FROM pg_catalog.pg_constraint k
                WHERE k.conrelid = a.attrelid AND k.contype = 'n' AND NOT k.convalidated AND k.conkey = ARRAY[a.attnum]
           ) AS surely_not_null
      FROM relation r
      JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid
     WHERE a.attnum > 0
       AND NOT a.attisdropped
),
-- Functions of the schema whose only argument is a row.
computed AS (
    SELECT r.oid, p.proname, p.prorettype AS type, p.proretset AND p.prorows <> 1 AS many, p.proretset,
           c.relname AS target, t.typrelid
      FROM relation r
      JOIN pg_catalog.pg_class row ON row.oid = r.oid
      JOIN pg_catalog.pg_proc p ON p.pronargs = 1 AND p.proargtypes[0] = row.reltype AND p.proargmodes IS NULL
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace AND n.nspname = :schema
      JOIN pg_catalog.pg_type t ON t.oid = p.prorettype AND t.typtype <> 'p'
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid AND c.relnamespace = n.oid
     WHERE p.prokind = 'f' AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_function_privilege(s.oid, p.oid, 'EXECUTE'))
),
-- Goes from each column's type through domains and arrays down to the type that is neither.
unwrapped (type, base, depth, is_array, not_null) AS (
    SELECT t.type, t.type, 0, false, false
      FROM (SELECT a.atttypid FROM attribute a UNION SELECT c.type FROM computed c) t (type)
     UNION ALL
    SELECT u.type,
           CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END,
           u.depth + 1,
           u.is_array OR t.typtype <> 'd',
           u.not_null OR (t.typtype = 'd' AND t.typnotnull AND NOT u.is_array)
      FROM unwrapped u
      JOIN pg_catalog.pg_type t ON t.oid = u.base
     WHERE t.typtype = 'd'
        OR (t.typelem <> 0 AND t.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc)
),
base_type AS (
    SELECT DISTINCT ON (u.type) u.type, u.is_array, u.not_null, t.typname, t.typtype,
           -- 1.0 and 1.00 are equal numbers, and a json has no order at all.
           NOT u.is_array AND (t.typtype = 'e' OR (
               t.typnamespace = 'pg_catalog'::pg_catalog.regnamespace AND t.typname IN (
                   'bool', 'int2', 'int4', 'int8', 'oid', 'date', 'time', 'timestamp', 'timestamptz', 'uuid', 'bytea',
                   'char', 'name', 'text', 'varchar'))) AS sorts_exactly,
           ARRAY(SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
      FROM unwrapped u
      JOIN pg_catalog.pg_type t ON t.oid = u.base
     ORDER BY u.type, u.depth DESC
),
table_column AS (
    SELECT a.attrelid,
           pg_catalog.json_agg(pg_catalog.json_build_object(
               'name', a.attname,
               'type', pg_catalog.json_build_object(
                   'sql', pg_catalog.format_type(a.atttypid, a.atttypmod),
                   'base', b.typname,
                   'array', b.is_array,
                   'kind', CASE b.typtype WHEN 'e' THEN 'ENUM' WHEN 'c' THEN 'COMPOSITE' WHEN 'r' THEN 'RANGE'
                                          WHEN 'm' THEN 'MULTIRANGE' ELSE 'BASE' END,
                   'labels', b.labels),
               'nullable', NOT (a.surely_not_null OR b.not_null),
               'filling', pg_catalog.json_build_object(
                   'defaultExpression', CASE WHEN a.attgenerated = '' THEN
                       COALESCE(pg_catalog.pg_get_expr(d.adbin, d.adrelid), t.typdefault) END,
                   'generation', CASE WHEN a.attgenerated <> '' THEN 'COMPUTED'
                                      WHEN a.attidentity = 'a' THEN 'IDENTITY_ALWAYS'
                                      WHEN a.attidentity = 'd' THEN 'IDENTITY_BY_DEFAULT'
                                      ELSE 'NONE' END),
               'comment', pg_catalog.col_description(a.attrelid, a.attnum),
               'privileges', ARRAY(
                   SELECT v.name
                     FROM pg_catalog.unnest('{SELECT,INSERT,UPDATE}'::text[]) v (name)
                    WHERE EXISTS (SELECT FROM served s WHERE pg_catalog.has_column_privilege(s.oid, a.attrelid, a.attnum, v.name))),
               'sortsExactly', b.sorts_exactly AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation AND NOT l.collisdeterministic)
           ) ORDER BY a.attnum) AS columns
      FROM attribute a
      JOIN base_type b ON b.type = a.atttypid
      JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     GROUP BY a.attrelid
),
table_computed AS (
    SELECT c.oid,
           COALESCE(pg_catalog.json_agg(pg_catalog.json_build_object(
               'name', c.proname,
               'type', pg_catalog.json_build_object(
                   'sql', pg_catalog.format_type(c.type, NULL),
                   'base', b.typname,
                   'array', b.is_array,
                   'kind', CASE b.typtype WHEN 'e' THEN 'ENUM' WHEN 'c' THEN 'COMPOSITE' WHEN 'r' THEN 'RANGE'
                                          WHEN 'm' THEN 'MULTIRANGE' ELSE 'BASE' END,
                   'labels', b.labels),
               'nullable', true,
               'filling', pg_catalog.json_build_object('defaultExpression', NULL, 'generation', 'FUNCTION'),
               'comment', NULL,
               'privileges', ARRAY['SELECT'],
               'sortsExactly', false
           ) ORDER BY c.proname) FILTER (WHERE c.typrelid = 0 AND NOT c.proretset), '[]') AS columns,
           COALESCE(pg_catalog.json_agg(pg_catalog.json_build_object(
               'function', c.proname, 'table', c.target, 'many', c.many
           ) ORDER BY c.proname) FILTER (WHERE c.target IS NOT NULL), '[]') AS rows
      FROM computed c
      JOIN base_type b ON b.type = c.type
     GROUP BY c.oid
),
table_key AS (
    SELECT i.indrelid,
           pg_catalog.json_agg(pg_catalog.json_build_object(
               'name', c.relname, 'primary', i.indisprimary, 'columns', k.columns
           ) ORDER BY i.indisprimary DESC, c.relname) AS keys
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
      -- A temporal key, by GiST, forbids overlaps rather than equal values.
      JOIN pg_catalog.pg_am m ON m.oid = c.relam AND m.amname = 'btree'
      JOIN relation r ON r.oid = i.indrelid
     -- Columns beyond indnkeyatts are only INCLUDEd.
     CROSS JOIN LATERAL (
           SELECT pg_catalog.json_agg(a.attname ORDER BY k.place) AS columns,
                  pg_catalog.count(*) AS usable
             FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY k (attnum, place)
             JOIN attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND a.surely_not_null
            WHERE k.place <= i.indnkeyatts
           ) k
     WHERE i.indisunique AND i.indisvalid AND i.indimmediate
       AND i.indpred IS NULL AND i.indexprs IS NULL
       AND k.usable = i.indnkeyatts
       -- What is unique in a parent may come again in its children.
       AND (r.relkind = 'p' OR NOT EXISTS (SELECT FROM pg_catalog.pg_inherits h WHERE h.inhparent = r.oid))
     GROUP BY i.indrelid
),
table_foreign_key AS (
    SELECT f.conrelid,
           pg_catalog.json_agg(pg_catalog.json_build_object(
               'name', f.conname, 'columns', k.columns,
               'schema', n.nspname, 'table', c.relname, 'references', k.referenced,
               'derived', false,
               'unique', EXISTS (
                   SELECT FROM pg_catalog.pg_constraint u
                    WHERE u.conrelid = f.conrelid AND u.contype IN ('p', 'u')
                      AND u.conkey OPERATOR(pg_catalog.@>) f.conkey AND u.conkey OPERATOR(pg_catalog.<@) f.conkey)
           ) ORDER BY f.conname) AS foreign_keys
      FROM pg_catalog.pg_constraint f
      JOIN relation r ON r.oid = f.conrelid
      JOIN pg_catalog.pg_class c ON c.oid = f.confrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     CROSS JOIN LATERAL (
           SELECT pg_catalog.json_agg(a.attname ORDER BY k.place) AS columns,
                  pg_catalog.json_agg(o.attname ORDER BY k.place) AS referenced,
                  pg_catalog.count(*) AS readable
             FROM ROWS FROM (pg_catalog.unnest(f.conkey), pg_catalog.unnest(f.confkey))
                  WITH ORDINALITY k (attnum, other, place)
             -- By its index: the CTE would be read whole for each key.
             JOIN pg_catalog.pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.attnum
              AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_column_privilege(s.oid, a.attrelid, a.attnum, 'SELECT'))
             JOIN pg_catalog.pg_attribute o ON o.attrelid = f.confrelid AND o.attnum = k.other
           ) k
     -- One that refers to a partitioned table has children that refer to its partitions.
     -- A temporal one (PERIOD) refers to rows by ranges that overlap.
     WHERE f.contype = 'f' AND f.conparentid = 0
       AND COALESCE(pg_catalog.to_jsonb(f) ->> 'conperiod', 'false') = 'false'
       AND k.readable = pg_catalog.cardinality(f.conkey)
     GROUP BY f.conrelid
),
table_partitioning AS (
    SELECT p.partrelid,
           pg_catalog.json_build_object(
               'strategy', CASE p.partstrat WHEN 'r' THEN 'RANGE' WHEN 'l' THEN 'LIST' ELSE 'HASH' END,
               'key', ARRAY(
                   SELECT a.attname
                     FROM pg_catalog.unnest(p.partattrs::pg_catalog.int2[]) WITH ORDINALITY k (attnum, place)
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.attnum
                    WHERE p.partexprs IS NULL
                    ORDER BY k.place),
               'uncheckedKey', ARRAY(
                   -- What a table is partitioned by depends on the table as a whole.
                   SELECT DISTINCT a.attname
                     FROM partly_foreign f
                    CROSS JOIN LATERAL (
                          SELECT f.oid UNION ALL SELECT d.oid FROM descendant d WHERE d.root = f.oid) part (oid)
                     JOIN pg_catalog.pg_depend k
                       ON k.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND k.objid = part.oid AND k.objsubid > 0
                      AND k.refclassid = k.classid AND k.refobjid = k.objid AND k.refobjsubid = 0 AND k.deptype = 'i'
                     JOIN pg_catalog.pg_attribute a ON a.attrelid = k.objid AND a.attnum = k.objsubid
                    WHERE f.oid = p.partrelid
                    ORDER BY a.attname),
               'partitions', COALESCE((
                   SELECT pg_catalog.json_agg(pg_catalog.json_build_object(
                              'schema', n.nspname, 'name', c.relname, 'bounds', b.bounds
                          ) ORDER BY n.nspname, c.relname)
                     FROM pg_catalog.pg_inherits i
                     JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                    CROSS JOIN LATERAL pg_catalog.pg_get_expr(c.relpartbound, c.oid) b (bounds)
                    WHERE i.inhparent = p.partrelid AND NOT i.inhdetachpending AND b.bounds IS NOT NULL
               ), '[]')
           ) AS partitioning
      FROM relation r
      JOIN pg_catalog.pg_partitioned_table p ON p.partrelid = r.oid
)
SELECT pg_catalog.json_build_object(
           'schema', r.nspname,
           'relation', r.relname,
           'name', CASE WHEN pg_catalog.jsonb_exists(:further::jsonb, r.nspname) THEN r.nspname || '.' ELSE '' END || r.relname,
           'kind', CASE WHEN r.unlogged THEN 'UNLOGGED_TABLE' ELSE CASE r.relkind WHEN 'r' THEN 'TABLE' WHEN 'p' THEN 'PARTITIONED_TABLE' WHEN 'v' THEN 'VIEW'
                                  WHEN 'm' THEN 'MATERIALIZED_VIEW' ELSE 'FOREIGN_TABLE' END END,
           'comment', pg_catalog.obj_description(r.oid, 'pg_class'),
           'structure', pg_catalog.json_build_object(
               'columns', COALESCE(c.columns, '[]'),
               'keys', COALESCE(k.keys, '[]'),
               'foreignKeys', COALESCE(f.foreign_keys, '[]'),
               'partitioning', p.partitioning,
               'order', '[]'::pg_catalog.json,
               'computed', pg_catalog.json_build_object(
                   'columns', COALESCE(m.columns, '[]'), 'rows', COALESCE(m.rows, '[]'))),
           'access', pg_catalog.json_build_object(
               'privileges', ARRAY(SELECT v.name FROM privilege v WHERE v.oid = r.oid),
               'traits', ARRAY(SELECT t.name FROM trait t WHERE t.oid = r.oid))
       )
  FROM relation r
  LEFT JOIN table_column c ON c.attrelid = r.oid
  LEFT JOIN table_key k ON k.indrelid = r.oid
  LEFT JOIN table_foreign_key f ON f.conrelid = r.oid
  LEFT JOIN table_partitioning p ON p.partrelid = r.oid
  LEFT JOIN table_computed m ON m.oid = r.oid
 WHERE EXISTS (SELECT FROM privilege v WHERE v.oid = r.oid)

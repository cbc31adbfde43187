-- Each function and procedure of one schema that one role at least may call by the names of its arguments, as one JSON
-- document in the shape of the record dev.pgweir.catalog.Routine. One statement, therefore one snapshot. Every name is
-- qualified, whatever the search path.
WITH RECURSIVE
-- The roles that may use what is read: those that are given, else the current one.
served AS (
    SELECT r.oid
      FROM pg_catalog.pg_roles r
     WHERE CASE WHEN :roles = '[]' THEN r.rolname = current_user
                ELSE pg_catalog.jsonb_exists(:roles::jsonb, r.rolname) END
),
routine AS (
    SELECT p.oid, n.nspname, p.proname, p.prokind, p.provolatile, p.proretset, p.prorettype,
           p.pronargs - p.pronargdefaults AS required,
           COALESCE(p.proallargtypes, p.proargtypes::pg_catalog.oid[]) AS types,
           COALESCE(p.proargmodes::text[], pg_catalog.array_fill('i'::text, ARRAY[p.pronargs::int])) AS modes,
           p.proargnames AS names
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
     WHERE n.nspname = :schema
       AND p.prokind IN ('f', 'p')
       AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_schema_privilege(s.oid, n.oid, 'USAGE'))
       AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_function_privilege(s.oid, p.oid, 'EXECUTE'))
       -- Those of extensions are for SQL.
       AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = p.oid AND d.deptype = 'e')
),
-- Arguments that are given, and columns that are answered; 'b' is both.
parameter AS (
    SELECT r.oid, u.place, u.mode, COALESCE(u.name, '') AS name, u.type,
           u.mode IN ('i', 'b', 'v') AS given, u.mode IN ('o', 'b', 't') AS answered,
           pg_catalog.row_number() OVER (PARTITION BY r.oid, u.mode IN ('i', 'b', 'v') ORDER BY u.place) AS nth
      FROM routine r
     CROSS JOIN LATERAL ROWS FROM (
               pg_catalog.unnest(r.types), pg_catalog.unnest(r.modes), pg_catalog.unnest(r.names)
           ) WITH ORDINALITY u (type, mode, name, place)
),
-- What a domain over a composite type stands for.
result (oid, type) AS (
    SELECT r.oid, r.prorettype FROM routine r
     UNION ALL
    SELECT r.oid, t.typbasetype
      FROM result r
      JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typtype = 'd'
),
relation AS (
    SELECT r.oid, c.oid AS relation, c.relname, n.nspname
      FROM result r
      JOIN pg_catalog.pg_type t ON t.oid = r.type AND t.typrelid <> 0
      JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT EXISTS (SELECT FROM parameter p WHERE p.oid = r.oid AND p.answered)
),
answered (oid, place, name, type, modifier) AS (
    SELECT p.oid, p.place, COALESCE(NULLIF(p.name, ''), 'column' || p.place), p.type, -1
      FROM parameter p WHERE p.answered
     UNION ALL
    SELECT r.oid, a.attnum, a.attname, a.atttypid, a.atttypmod
      FROM relation r
      JOIN pg_catalog.pg_attribute a ON a.attrelid = r.relation AND a.attnum > 0 AND NOT a.attisdropped
     UNION ALL
    SELECT r.oid, 1, r.proname, r.prorettype, -1
      FROM routine r
      JOIN pg_catalog.pg_type t ON t.oid = r.prorettype AND (t.typtype <> 'p' OR t.typname = 'record' OR t.typname LIKE 'any%')
     WHERE NOT EXISTS (SELECT FROM parameter p WHERE p.oid = r.oid AND p.answered)
       AND NOT EXISTS (SELECT FROM relation l WHERE l.oid = r.oid)
),
-- Goes from each type through domains and arrays down to the type that is neither.
unwrapped (type, base, depth, is_array) AS (
    SELECT t.type, t.type, 0, false FROM (SELECT p.type FROM parameter p UNION SELECT a.type FROM answered a) t
     UNION ALL
    SELECT u.type,
           CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.typelem END,
           u.depth + 1,
           u.is_array OR t.typtype <> 'd'
      FROM unwrapped u
      JOIN pg_catalog.pg_type t ON t.oid = u.base
     WHERE t.typtype = 'd'
        OR (t.typelem <> 0 AND t.typsubscript = 'pg_catalog.array_subscript_handler'::pg_catalog.regproc)
),
base_type AS (
    SELECT DISTINCT ON (u.type) u.type, u.is_array, t.typname, t.typtype,
           ARRAY(SELECT e.enumlabel FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels
      FROM unwrapped u
      JOIN pg_catalog.pg_type t ON t.oid = u.base
     ORDER BY u.type, u.depth DESC
),
described AS (
    SELECT t.type, t.modifier,
           pg_catalog.json_build_object(
               -- What is polymorphic takes and answers text.
               'sql', CASE WHEN b.typname IN ('anyarray', 'anycompatiblearray') THEN 'text[]'
                           WHEN b.typtype = 'p' THEN 'text' ELSE pg_catalog.format_type(t.type, t.modifier) END,
               'base', CASE WHEN b.typtype = 'p' AND b.typname <> 'record' THEN 'text' ELSE b.typname END,
               'array', b.is_array OR b.typname IN ('anyarray', 'anycompatiblearray'),
               'kind', CASE b.typtype WHEN 'e' THEN 'ENUM' WHEN 'c' THEN 'COMPOSITE' WHEN 'r' THEN 'RANGE'
                                      WHEN 'm' THEN 'MULTIRANGE' ELSE 'BASE' END,
               'labels', b.labels) AS description
      FROM (SELECT p.type, -1 AS modifier FROM parameter p UNION SELECT a.type, a.modifier FROM answered a) t
      JOIN base_type b ON b.type = t.type
),
argument AS (
    SELECT p.oid,
           pg_catalog.json_agg(pg_catalog.json_build_object(
               'name', p.name,
               'type', d.description,
               'required', p.nth <= r.required,
               'variadic', p.mode = 'v') ORDER BY p.place) AS arguments,
           pg_catalog.count(*) AS number,
           pg_catalog.bool_and(p.name <> '') AS named,
           pg_catalog.bool_and(p.type IN ('json'::pg_catalog.regtype, 'jsonb'::pg_catalog.regtype,
                                          'text'::pg_catalog.regtype, 'xml'::pg_catalog.regtype,
                                          'bytea'::pg_catalog.regtype)) AS of_a_body
      FROM parameter p
      JOIN routine r ON r.oid = p.oid
      JOIN described d ON d.type = p.type AND d.modifier = -1
     WHERE p.given
     GROUP BY p.oid
),
answer AS (
    SELECT a.oid,
           pg_catalog.json_agg(pg_catalog.json_build_object(
               'name', a.name,
               'type', d.description,
               'nullable', true,
               'filling', pg_catalog.json_build_object('defaultExpression', NULL, 'generation', 'NONE'),
               'comment', NULL,
               'privileges', ARRAY['SELECT'],
               'sortsExactly', false) ORDER BY a.place) AS columns
      FROM answered a
      JOIN described d ON d.type = a.type AND d.modifier = a.modifier
     GROUP BY a.oid
)
SELECT pg_catalog.json_build_object(
           'schema', r.nspname,
           'name', r.proname,
           'kind', CASE r.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END,
           'volatility', CASE WHEN r.prokind = 'p' OR r.provolatile = 'v' THEN 'VOLATILE'
                              WHEN r.provolatile = 's' THEN 'STABLE' ELSE 'IMMUTABLE' END,
           'arguments', COALESCE(g.arguments, '[]'),
           'result', pg_catalog.json_build_object(
               'shape', CASE WHEN w.columns IS NULL THEN 'NOTHING'
                             WHEN l.oid IS NOT NULL
                               OR EXISTS (SELECT FROM parameter p WHERE p.oid = r.oid AND p.answered)
                             THEN CASE WHEN r.proretset THEN 'ROWS' ELSE 'ROW' END
                             WHEN r.proretset THEN 'SCALARS' ELSE 'SCALAR' END,
               'rows', pg_catalog.json_build_object(
                   'schema', COALESCE(l.nspname, r.nspname),
                   'relation', COALESCE(l.relname, r.proname),
                   'name', CASE WHEN pg_catalog.jsonb_exists(:further::jsonb, l.nspname) THEN l.nspname || '.' ELSE '' END
                               || COALESCE(l.relname, r.proname),
                   'kind', 'VIEW',
                   'comment', NULL,
                   'structure', pg_catalog.json_build_object(
                       'columns', COALESCE(w.columns, '[]'), 'keys', '[]'::pg_catalog.json,
                       'foreignKeys', '[]'::pg_catalog.json, 'partitioning', NULL,
                       'order', '[]'::pg_catalog.json,
                       'computed', pg_catalog.json_build_object('columns', ARRAY[]::text[], 'rows', ARRAY[]::text[])),
                   'access', pg_catalog.json_build_object(
                       'privileges', ARRAY['SELECT'], 'traits', '[]'::pg_catalog.json))),
           'comment', pg_catalog.obj_description(r.oid, 'pg_proc'))
  FROM routine r
  LEFT JOIN argument g ON g.oid = r.oid
  LEFT JOIN answer w ON w.oid = r.oid
  LEFT JOIN relation l ON l.oid = r.oid
 WHERE (w.columns IS NOT NULL OR r.prokind = 'p' OR r.prorettype = 'void'::pg_catalog.regtype)
   AND (g.oid IS NULL OR g.named OR (g.number = 1 AND g.of_a_body))
 ORDER BY r.proname, pg_catalog.pg_get_function_identity_arguments(r.oid)

-- By what the login of requests could see or change something without the role of a caller, and the statement that mends it.
WITH login AS (
    SELECT r.oid, r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole
      FROM pg_catalog.pg_roles r
     WHERE r.rolname = COALESCE(NULLIF(:login, ''), current_user)
),
relation AS (
    SELECT c.oid, c.relowner, c.relacl, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
),
granted AS (
    SELECT c.oid, a.grantee FROM relation c CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) a
     UNION
    SELECT c.oid, x.grantee FROM relation c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
     CROSS JOIN LATERAL pg_catalog.aclexplode(a.attacl) x
),
-- Roles that may do something with what is served, besides those of callers.
able AS (
    SELECT c.relowner AS oid FROM relation c
     UNION
    SELECT g.grantee FROM granted g
     UNION
    SELECT r.oid FROM pg_catalog.pg_roles r
     WHERE r.rolname IN ('pg_read_all_data', 'pg_write_all_data') OR pg_catalog.jsonb_exists(:roles::jsonb, r.rolname)
)
SELECT f.flaw, f.remedy FROM (
    SELECT 1, 'it is a superuser', pg_catalog.format('ALTER ROLE %I NOSUPERUSER', l.rolname) FROM login l WHERE l.rolsuper
     UNION ALL
    SELECT 2, 'row security does not hold for it', pg_catalog.format('ALTER ROLE %I NOBYPASSRLS', l.rolname)
      FROM login l WHERE l.rolbypassrls
     UNION ALL
    SELECT 3, 'it may make itself a member of other roles', pg_catalog.format('ALTER ROLE %I NOCREATEROLE', l.rolname)
      FROM login l WHERE l.rolcreaterole AND NOT l.rolsuper
     UNION ALL
    SELECT 4, 'it may become the superuser ' || r.rolname, pg_catalog.format('REVOKE %I FROM %I', r.rolname, l.rolname)
      FROM login l
      JOIN pg_catalog.pg_roles r ON r.rolsuper AND r.oid <> l.oid AND pg_catalog.pg_has_role(l.oid, r.oid, 'MEMBER')
     WHERE NOT l.rolsuper
     UNION ALL
    SELECT 5, 'it has all that the role ' || r.rolname || ' may do, without taking that role',
           CASE WHEN pg_catalog.current_setting('server_version_num')::int < 160000
                THEN pg_catalog.format('ALTER ROLE %I NOINHERIT', l.rolname)
                ELSE pg_catalog.format('GRANT %I TO %I WITH INHERIT FALSE', r.rolname, l.rolname) END
      FROM login l
      JOIN pg_catalog.pg_roles r ON r.oid <> l.oid AND pg_catalog.pg_has_role(l.oid, r.oid, 'USAGE')
     WHERE NOT l.rolsuper AND r.oid IN (SELECT a.oid FROM able a)
     UNION ALL
    SELECT 6, 'it owns ' || c.name, pg_catalog.format('ALTER TABLE %s OWNER TO another role', c.name)
      FROM login l JOIN relation c ON c.relowner = l.oid
     UNION ALL
    SELECT 7, 'it may use ' || c.name || ' itself', pg_catalog.format('REVOKE ALL ON %s FROM %I', c.name, l.rolname)
      FROM login l
      JOIN relation c ON c.relowner <> l.oid
       AND EXISTS (SELECT FROM granted g WHERE g.oid = c.oid AND g.grantee = l.oid)
     UNION ALL
    SELECT 8, 'it does not exist', pg_catalog.format('CREATE ROLE %I LOGIN NOINHERIT', :login::text) WHERE NOT EXISTS (SELECT FROM login)
) f (place, flaw, remedy)
 ORDER BY f.place, f.flaw

-- The roles that the login of requests may take, without itself, those of the system, and those for which no row security holds.
SELECT r.rolname
  FROM pg_catalog.pg_roles r
 CROSS JOIN (SELECT COALESCE(NULLIF(:login, ''), current_user)::name) login (name)
 WHERE r.rolname <> login.name
   AND r.rolname NOT LIKE 'pg\_%'
   AND NOT r.rolsuper AND NOT r.rolbypassrls
   AND pg_catalog.pg_has_role(login.name, r.oid, CASE
           WHEN pg_catalog.current_setting('server_version_num')::int < 160000 THEN 'MEMBER' ELSE 'SET' END)
 ORDER BY r.rolname

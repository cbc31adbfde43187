-- What roles have set for themselves, in any database and then in this one.
SELECT r.rolname, pg_catalog.split_part(c.setting, '=', 1), pg_catalog.substr(c.setting, pg_catalog.strpos(c.setting, '=') + 1)
  FROM pg_catalog.pg_db_role_setting s
  JOIN pg_catalog.pg_roles r ON r.oid = s.setrole AND pg_catalog.jsonb_exists(:roles::jsonb, r.rolname)
 CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) WITH ORDINALITY c (setting, place)
 WHERE s.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()))
 ORDER BY s.setdatabase, c.place

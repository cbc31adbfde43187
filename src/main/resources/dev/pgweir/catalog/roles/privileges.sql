-- One text that changes whenever what roles may do with the schemas has changed. The system's own row counts and the like do not
-- change it.
SELECT pg_catalog.md5(pg_catalog.string_agg(granted, ';' ORDER BY granted)) FROM (
    SELECT pg_catalog.concat_ws(',', 'n', n.oid, n.nspowner, n.nspacl)
      FROM pg_catalog.pg_namespace n WHERE pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname)
     UNION ALL
    SELECT pg_catalog.concat_ws(',', 'c', c.oid, c.relowner, c.relrowsecurity, c.relforcerowsecurity, c.relacl)
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname)
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
     UNION ALL
    SELECT pg_catalog.concat_ws(',', 'a', a.attrelid, a.attnum, a.attacl)
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace AND pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname)
     WHERE a.attacl IS NOT NULL
     UNION ALL
    SELECT pg_catalog.concat_ws(',', 'p', p.oid, p.proowner, p.proacl)
      FROM pg_catalog.pg_proc p
      JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace AND pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname)
     UNION ALL
    SELECT pg_catalog.concat_ws(',', 'm', pg_catalog.to_jsonb(m)) FROM pg_catalog.pg_auth_members m
     UNION ALL
    SELECT pg_catalog.concat_ws(',', 'r', r.oid, r.rolname, r.rolsuper, r.rolinherit, r.rolbypassrls)
      FROM pg_catalog.pg_roles r
) g (granted)

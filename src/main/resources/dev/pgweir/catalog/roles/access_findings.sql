-- Where roles of callers can do more, or find less, than somebody who set up policies may have meant.
WITH served AS (
    SELECT r.oid, r.rolname, r.rolbypassrls FROM pg_catalog.pg_roles r WHERE pg_catalog.jsonb_exists(:roles::jsonb, r.rolname)
),
relation AS (
    SELECT c.oid, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relispartition, c.relowner, c.reloptions,
           pg_catalog.format('%I.%I', n.nspname, c.relname) AS name
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname) AND c.relkind IN ('r', 'p', 'v', 'm')
),
secured AS (
    SELECT c.oid, c.name, p.polname, pg_catalog.concat_ws(' ', pg_catalog.pg_get_expr(p.polqual, c.oid),
                                                          pg_catalog.pg_get_expr(p.polwithcheck, c.oid)) AS condition, p.polroles
      FROM relation c LEFT JOIN pg_catalog.pg_policy p ON p.polrelid = c.oid
     WHERE c.relrowsecurity
)
SELECT f.code, f.message, f.sql FROM (
    SELECT 'bypasses-row-security', 'row security does not hold for the role ' || s.rolname,
           pg_catalog.format('ALTER ROLE %I NOBYPASSRLS', s.rolname)
      FROM served s WHERE s.rolbypassrls
     UNION ALL
    SELECT 'no-policy',
           pg_catalog.format('row security of %s is on, and no policy shows the role %s any row', c.name, s.rolname),
           pg_catalog.format('CREATE POLICY … ON %s FOR SELECT TO %I USING (…)', c.name, s.rolname)
      FROM relation c CROSS JOIN served s
     WHERE c.relrowsecurity AND pg_catalog.has_any_column_privilege(s.oid, c.oid, 'SELECT') AND NOT s.rolbypassrls
       AND NOT EXISTS (
           SELECT FROM pg_catalog.pg_policy p
            WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('*', 'r')
              AND EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) r (oid)
                           WHERE r.oid = 0 OR pg_catalog.pg_has_role(s.oid, r.oid, 'USAGE')))
     UNION ALL
    SELECT DISTINCT 'policy-per-row',
           pg_catalog.format('the policy %I of %s calls current_setting for each row rather than once, which is several times as slow: put (SELECT …) around the call',
                             s.polname, s.name),
           pg_catalog.format('ALTER POLICY %I ON %s USING (… (SELECT current_setting(…)) …)', s.polname, s.name)
      FROM secured s
     WHERE s.condition LIKE '%current\_setting(%' AND s.condition !~* 'select[^;]*current_setting'
     UNION ALL
    SELECT DISTINCT 'view-of-owner',
           pg_catalog.format('the view %s shows rows of %s as its owner may see them, past the policies of callers', v.name, t.name),
           CASE v.relkind WHEN 'v' THEN pg_catalog.format('ALTER VIEW %s SET (security_invoker = true)', v.name)
                ELSE pg_catalog.format('REVOKE ALL ON %s FROM the roles of callers', v.name) END
      FROM relation v
      JOIN pg_catalog.pg_rewrite w ON w.ev_class = v.oid
      JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
       AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
      JOIN relation t ON t.oid = d.refobjid AND t.relrowsecurity
     WHERE v.relkind IN ('v', 'm')
       AND NOT COALESCE(v.reloptions && ARRAY['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)
       AND EXISTS (SELECT FROM served s WHERE pg_catalog.has_any_column_privilege(s.oid, v.oid, 'SELECT'))
     UNION ALL
    SELECT 'owner-without-policies',
           pg_catalog.format('the role %s owns %s, whose policies do not hold for it', s.rolname, c.name),
           pg_catalog.format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', c.name)
      FROM relation c
      JOIN served s ON pg_catalog.pg_has_role(s.oid, c.relowner, 'USAGE')
     WHERE c.relrowsecurity AND NOT c.relforcerowsecurity
     UNION ALL
    SELECT 'partition-without-policies',
           pg_catalog.format('the role %s may read %s by itself, where the policies of the table that it is a partition of do not hold',
                             s.rolname, c.name),
           pg_catalog.format('REVOKE ALL ON %s FROM %I', c.name, s.rolname)
      FROM relation c
      JOIN secured p ON p.oid = pg_catalog.pg_partition_root(c.oid) AND p.oid <> c.oid
     CROSS JOIN served s
     WHERE c.relispartition AND NOT c.relrowsecurity AND pg_catalog.has_any_column_privilege(s.oid, c.oid, 'SELECT')
     GROUP BY c.name, s.rolname
     UNION ALL
    SELECT DISTINCT 'index-unused',
           pg_catalog.format('callers do not get to use the index %s of %s: its operators are not leakproof, so that policies come first',
                             i.indexrelid::pg_catalog.regclass, c.name),
           pg_catalog.format('-- filter %s by a column of another type as well, such as a number, a text or a date', c.name)
      FROM relation c
      JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
      JOIN pg_catalog.pg_opclass o ON o.oid = i.indclass[0]
      JOIN pg_catalog.pg_amop a ON a.amopfamily = o.opcfamily AND a.amoplefttype = o.opcintype
       AND a.amoprighttype = o.opcintype AND a.amoppurpose = 's'
      JOIN pg_catalog.pg_operator op ON op.oid = a.amopopr
      JOIN pg_catalog.pg_proc p ON p.oid = op.oprcode AND NOT p.proleakproof
     WHERE c.relrowsecurity
     UNION ALL
    SELECT 'role-may-create',
           pg_catalog.format('the role %s may make functions and tables in the schema %s, which are served then', s.rolname, n.nspname),
           pg_catalog.format('REVOKE CREATE ON SCHEMA %I FROM %I, PUBLIC', n.nspname, s.rolname)
      FROM served s
      JOIN pg_catalog.pg_namespace n ON pg_catalog.jsonb_exists(:schemas::jsonb, n.nspname)
     WHERE pg_catalog.has_schema_privilege(s.oid, n.oid, 'CREATE')
) f (code, message, sql)
 ORDER BY f.code, f.message

package dev.pgweir.lifecycle.change;

import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a new partition has to have in common with the newest of its siblings, beyond what it takes from its parent. Each part
 * is SQL, and empty where the server's default will do.
 *
 * @param creation the end of {@code CREATE TABLE}: access method, storage parameters, tablespace
 * @param settings what follows {@code ALTER TABLE name}
 * @param grants {@code GRANT}s, with {@code %s} for the name
 * @param plain whether it is an ordinary table, as a new one will be
 */
record Template(String creation, List<String> settings, List<String> grants, boolean plain) {

    private static final String LOOK = """
            SELECT concat_ws(' ',
                       'USING ' || quote_ident(m.amname),
                       'WITH (' || (SELECT string_agg(format('%s = %L', o.name, o.value), ', ') FROM (
                           SELECT quote_ident(option_name), option_value FROM pg_options_to_table(c.reloptions)
                           UNION ALL
                           SELECT 'toast.' || quote_ident(option_name), option_value
                             FROM pg_options_to_table((SELECT t.reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid))
                           ) o (name, value)) || ')',
                       'TABLESPACE ' || quote_ident(s.spcname)) AS creation,
                   array_remove(ARRAY[
                       CASE WHEN c.relrowsecurity THEN 'ENABLE ROW LEVEL SECURITY' END,
                       CASE WHEN c.relforcerowsecurity THEN 'FORCE ROW LEVEL SECURITY' END,
                       CASE c.relreplident WHEN 'f' THEN 'REPLICA IDENTITY FULL'
                                           WHEN 'n' THEN 'REPLICA IDENTITY NOTHING' END,
                       CASE WHEN o.rolname <> current_user THEN 'OWNER TO ' || quote_ident(o.rolname) END], NULL) AS settings,
                   ARRAY(SELECT format('GRANT %s ON %%s TO %s%s', a.privilege_type,
                                       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(g.rolname) END,
                                       CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
                           FROM aclexplode(c.relacl) a LEFT JOIN pg_roles g ON g.oid = a.grantee
                          WHERE a.grantee <> c.relowner) AS grants,
                   c.relkind = 'r' AS plain
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_roles o ON o.oid = c.relowner
              LEFT JOIN pg_am m ON m.oid = c.relam AND c.relkind = 'r'
              LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
             WHERE n.nspname = ? AND c.relname = ?""";

    /** What a relation has. */
    static Template of(JdbcClient jdbc, QualifiedName relation) {
        return jdbc.sql(LOOK)
                .params(relation.schema(), relation.name())
                .query((row, _) -> new Template(
                        row.getString("creation"),
                        Arrays.asList((String[]) row.getArray("settings").getArray()),
                        Arrays.asList((String[]) row.getArray("grants").getArray()),
                        row.getBoolean("plain")))
                .single();
    }
}

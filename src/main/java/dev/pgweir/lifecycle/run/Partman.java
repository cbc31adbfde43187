package dev.pgweir.lifecycle.run;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells whether pg_partman looks after a table. Its configuration is recognised by its columns, in any schema, since it can be
 * there without an extension.
 *
 * @param jdbc the connection to ask by
 */
record Partman(JdbcClient jdbc) {

    /** Whether it does; so it is taken where the role may not read pg_partman's configuration. */
    boolean manages(String schema, String table) {
        return jdbc.sql("""
                        SELECT quote_ident(n.nspname) || '.part_config' AS config,
                               has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS readable
                          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                         WHERE c.relname = 'part_config' AND c.relkind = 'r'
                           AND 2 = (SELECT count(*) FROM pg_attribute a WHERE a.attrelid = c.oid
                                       AND a.attname IN ('parent_table', 'partition_interval'))""")
                .query((row, _) -> !row.getBoolean("readable") || isIn(row.getString("config"), schema, table))
                .list()
                .contains(true);
    }

    private boolean isIn(String config, String schema, String table) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM %s WHERE parent_table = ?)".formatted(config))
                .param(schema + "." + table)
                .query(Boolean.class)
                .single();
    }
}

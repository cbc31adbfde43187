package dev.pgweir.catalog.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalogs;
import dev.pgweir.catalog.Table.Trait;
import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Which tables are known to run nothing but the server's own code when they are read. */
@GatewayTest
class PlainTablesIntegrationTests {

    private final Gateway gateway;
    private final Catalogs catalogs;

    @Autowired
    PlainTablesIntegrationTests(Gateway gateway, Catalogs catalogs) {
        this.gateway = gateway;
        this.catalogs = catalogs;
    }

    @AfterEach
    void drop() {
        SharedSchema.change(
                gateway,
                "DROP VIEW IF EXISTS plain_view",
                "DROP TABLE IF EXISTS plain_child",
                "DROP TABLE IF EXISTS plain",
                "DROP FUNCTION IF EXISTS public.one",
                "DROP FUNCTION IF EXISTS public.nothing",
                "DROP OPERATOR IF EXISTS public.= (varchar, varchar)",
                "DROP FUNCTION IF EXISTS public.alike",
                "DROP DOMAIN IF EXISTS public.short",
                "DROP TYPE IF EXISTS public.mood");
    }

    private boolean runsNoCode(String table) {
        return has(table, Trait.RUNS_NO_CODE);
    }

    private boolean has(String table, Trait trait) {
        return catalogs.current().orElseThrow().table(table).orElseThrow().has(trait);
    }

    @Test
    void areThoseOfTheServersOwnTypesPartitionedOrNot() {
        SharedSchema.change(
                gateway,
                "CREATE TABLE plain (id int PRIMARY KEY, a text, b numeric[], c jsonb, d int GENERATED ALWAYS AS (id) STORED)");

        assertThat(runsNoCode("plain")).isTrue();
        assertThat(runsNoCode("sales")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE plain ENABLE ROW LEVEL SECURITY",
                "CREATE DOMAIN public.short AS text CHECK (length(value) < 9); ALTER TABLE plain ADD b public.short",
                "CREATE TYPE public.mood AS ENUM ('sad', 'glad'); ALTER TABLE plain ADD b public.mood",
                """
                CREATE FUNCTION public.alike(varchar, varchar) RETURNS boolean IMMUTABLE LANGUAGE sql RETURN true;
                CREATE OPERATOR public.= (FUNCTION = public.alike, LEFTARG = varchar, RIGHTARG = varchar)"""
            })
    void areNoneThatBringCodeOfOthersAlong(String change) {
        SharedSchema.change(gateway, "CREATE TABLE plain (id int PRIMARY KEY, a varchar)");
        assertThat(runsNoCode("plain")).isTrue();

        SharedSchema.change(gateway, change);

        assertThat(runsNoCode("plain")).isFalse();
    }

    @Test
    void areWrittenWithoutCodeOfOthersWhereOnlyTheServersOwnIsCalled() {
        SharedSchema.change(gateway, """
                CREATE TABLE plain (
                    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz DEFAULT now(),
                    a varchar CHECK (length(a) < 9), b text GENERATED ALWAYS AS (upper(a)) STORED,
                    user_id bigint REFERENCES users)""", "CREATE INDEX ON plain (lower(a))");

        assertThat(has("plain", Trait.WRITES_RUN_NO_CODE)).isTrue();
        assertThat(has("sales", Trait.WRITES_RUN_NO_CODE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE plain ALTER id SET DEFAULT public.one()",
                "ALTER TABLE plain ADD CHECK (id <> public.one())",
                "ALTER TABLE plain ADD b int GENERATED ALWAYS AS (public.one()) STORED",
                "CREATE INDEX ON plain ((id + public.one()))",
                "CREATE TRIGGER called BEFORE UPDATE ON plain EXECUTE FUNCTION public.nothing()",
                "CREATE TRIGGER called AFTER INSERT ON plain_1 FOR EACH ROW EXECUTE FUNCTION public.nothing()",
                "ALTER TABLE plain_1 ALTER id SET DEFAULT public.one()",
                "CREATE RULE elsewhere AS ON INSERT TO plain DO ALSO NOTHING",
                "CREATE TABLE plain_child (id int REFERENCES plain ON DELETE CASCADE)"
            })
    void areNotWrittenWithoutCodeOfOthersWhereSomethingCallsIt(String change) {
        SharedSchema.change(
                gateway,
                "CREATE TABLE plain (id int PRIMARY KEY) PARTITION BY RANGE (id)",
                "CREATE TABLE plain_1 PARTITION OF plain FOR VALUES FROM (0) TO (1000)",
                "CREATE FUNCTION public.one() RETURNS int IMMUTABLE LANGUAGE sql RETURN 1",
                "CREATE FUNCTION public.nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'");
        assertThat(has("plain", Trait.WRITES_RUN_NO_CODE)).isTrue();

        SharedSchema.change(gateway, change);

        assertThat(has("plain", Trait.WRITES_RUN_NO_CODE)).isFalse();
    }

    @Test
    void areNoViews() {
        SharedSchema.change(
                gateway, "CREATE TABLE plain (id int PRIMARY KEY)", "CREATE VIEW plain_view AS SELECT id FROM plain");

        assertThat(runsNoCode("plain_view")).isFalse();
    }
}

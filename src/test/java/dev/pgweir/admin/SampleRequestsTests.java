package dev.pgweir.admin;

import static dev.pgweir.admin.TestTables.ALL;
import static dev.pgweir.admin.TestTables.catalog;
import static dev.pgweir.admin.TestTables.identity;
import static dev.pgweir.admin.TestTables.partitioned;
import static dev.pgweir.admin.TestTables.required;
import static dev.pgweir.admin.TestTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.Partitioning;
import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Access;
import dev.pgweir.catalog.Table.Structure;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SampleRequestsTests {

    @Test
    void readAndWriteAPartitionedTableIfThereIsOne() {
        var catalog = catalog(
                table("accounts", ALL, identity("id")),
                partitioned(
                        "sales",
                        "order_date",
                        identity("order_id"),
                        required("order_date", "date"),
                        required("order_amount", "numeric")));

        assertThat(commands(catalog))
                .containsExactly(
                        "curl -i 'http://localhost:8080/sales?order=order_date.desc&limit=5'",
                        "curl -i http://localhost:8080/sales -H 'Content-Type: application/json' "
                                + "-d '{\"order_date\":\"2024-02-01\",\"order_amount\":1}'");
    }

    @Test
    void writeToNoPartitionedTableWhoseBoundsAreNotKnown() {
        var byHash = new Partitioning(Partitioning.Strategy.HASH, List.of("id"), List.of());
        var hashed = new Table(
                "public",
                "hashed",
                Table.Kind.PARTITIONED_TABLE,
                Optional.empty(),
                new Structure(List.of(required("id", "int8")), List.of(), List.of(), Optional.of(byHash)),
                new Access(ALL, EnumSet.allOf(Table.Trait.class)));

        assertThat(commands(catalog(hashed))).containsExactly("curl -i 'http://localhost:8080/hashed?limit=5'");
    }

    @Test
    void takeAnyTableElse() {
        assertThat(commands(catalog(table("users", ALL, identity("id"), required("name", "text")))))
                .containsExactly(
                        "curl -i 'http://localhost:8080/users?limit=5'",
                        "curl -i http://localhost:8080/users -H 'Content-Type: application/json' "
                                + "-d '{\"name\":\"x\"}'");
    }

    @Test
    void writeNothingThatIsForbiddenOrHardToMakeUp() {
        var readOnly = table("audit", EnumSet.of(Table.Privilege.SELECT), identity("id"));
        var difficult = table("shapes", ALL, identity("id"), required("shape", "polygon"));

        assertThat(commands(catalog(readOnly, difficult)))
                .containsExactly("curl -i 'http://localhost:8080/audit?limit=5'");
    }

    @Test
    void passByNamesThatAShellMightMisread() {
        assertThat(commands(catalog(table("it's", ALL, identity("id"))))).isEmpty();
    }

    private static List<String> commands(Catalog catalog) {
        return new SampleRequests(catalog, "http://localhost:8080").commands();
    }
}

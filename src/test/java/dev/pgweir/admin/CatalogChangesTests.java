package dev.pgweir.admin;

import static dev.pgweir.admin.TestTables.ALL;
import static dev.pgweir.admin.TestTables.catalog;
import static dev.pgweir.admin.TestTables.identity;
import static dev.pgweir.admin.TestTables.required;
import static dev.pgweir.admin.TestTables.table;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogChangesTests {

    @Test
    void namesWhatCameWentAndChanged() {
        var before = catalog(
                table("kept", ALL, identity("id")),
                table("widened", ALL, identity("id")),
                table("dropped", ALL, identity("id")));
        var after = catalog(
                table("kept", ALL, identity("id")),
                table("widened", ALL, identity("id"), required("name", "text")),
                table("made", ALL, identity("id")));

        assertThat(CatalogChanges.between(before.tables(), after.tables()))
                .isEqualTo(new CatalogChanges(List.of("made"), List.of("dropped"), List.of("widened")));
    }
}

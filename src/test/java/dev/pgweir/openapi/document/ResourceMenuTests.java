package dev.pgweir.openapi.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Catalog;
import dev.pgweir.catalog.CatalogChanged;
import dev.pgweir.catalog.Column.Generation;
import dev.pgweir.catalog.Table.Privilege;
import dev.pgweir.openapi.SampleCatalog;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springdoc.core.properties.AbstractSwaggerUiConfigProperties.SwaggerUrl;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springframework.core.env.StandardEnvironment;

class ResourceMenuTests {

    private final SwaggerUiConfigProperties page = new SwaggerUiConfigProperties();

    @Test
    void beginsWithAllResources() {
        showTables(2);

        assertThat(page.getUrls())
                .extracting(SwaggerUrl::getUrl)
                .containsExactly("/v3/api-docs", "/v3/api-docs/table%200", "/v3/api-docs/table%201");
        assertThat(page.getUrlsPrimaryName()).isEqualTo("All resources");
    }

    @Test
    void beginsWithOneResourceWhereAllAreTooMany() {
        showTables(101);

        assertThat(page.getUrls()).hasSize(102);
        assertThat(page.getUrlsPrimaryName()).isEqualTo("table 0");
    }

    private void showTables(int number) {
        var id = SampleCatalog.column("id", "integer", "int4", false, Generation.NONE);
        var tables = IntStream.range(0, number)
                .mapToObj(table -> SampleCatalog.table("table " + table, Set.of(Privilege.SELECT), id))
                .toList();
        new ResourceMenu(page, new StandardEnvironment()).follow(new CatalogChanged(Catalog.of(tables)));
    }
}

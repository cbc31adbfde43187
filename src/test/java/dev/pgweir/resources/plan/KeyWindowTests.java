package dev.pgweir.resources.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.catalog.Partition;
import dev.pgweir.catalog.Partition.Bound;
import dev.pgweir.catalog.Partition.Bounds;
import dev.pgweir.catalog.Relationships;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.partitions.KeyValue;
import dev.pgweir.partitions.RangePartitions;
import dev.pgweir.resources.parse.QueryParser;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import dev.pgweir.resources.request.ParseLimits.Embeds;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyWindowTests {

    private final Table sales = SampleCatalog.sales(List.of(new Partition(
            "public", "sales_all", new Bounds.Range(List.of(new Bound.MinValue()), List.of(new Bound.MaxValue())))));
    private final QueryParser parser = new QueryParser(
            new ParseLimits(100, 100, 100, 100, 8, new Embeds(5, 20)),
            new RelationshipFinder(new Relationships(Optional::empty)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order_date=eq.2024-02-03                                         | 2024-02-03 | 2024-02-04
            order_date=gte.2024-02-03                                        | 2024-02-03 | -
            order_date=gt.2024-02-03                                         | 2024-02-04 | -
            order_date=lt.2024-02-03                                         | -          | 2024-02-03
            order_date=lte.2024-02-03                                        | -          | 2024-02-04
            order_date=gte.2024-02-03&order_date=lt.2024-03-01&order_id=eq.7 | 2024-02-03 | 2024-03-01
            order_date=in.(2024-05-01,2024-02-03)                            | 2024-02-03 | 2024-05-02
            order_date=not.lt.2024-02-03                                     | 2024-02-03 | -
            order_date=not.neq.2024-02-03                                    | 2024-02-03 | 2024-02-04
            or=(order_date.eq.2024-02-03,order_date.eq.2024-05-01)           | 2024-02-03 | 2024-05-02
            or=(order_date.eq.2024-02-03,order_id.eq.1)                      | -          | -
            and=(order_date.gte.2024-02-03,order_date.lt.2024-03-01)         | 2024-02-03 | 2024-03-01
            order_date=cd.[2024-02-03,2024-03-01)                            | 2024-02-03 | 2024-03-01
            order_date=cd.(2024-02-03,]                                      | 2024-02-04 | -
            order_date=eq(any).{2024-05-01,2024-02-03}                       | 2024-02-03 | 2024-05-02
            order_date=gt(all).{2024-05-01,2024-02-03}                       | 2024-05-02 | -
            order_date.bucket(month)=eq.2024-02-01                           | 2024-02-01 | 2024-03-01
            order_date.bucket(year)=lte.2024-01-01                           | -          | 2025-01-01
            order_date=gte.today                                             | -          | -
            order_date=neq.2024-02-03                                        | -          | -
            order_id=eq.7                                                    | -          | -
            """)
    void findsTheWindowInEverySpelling(String query, String from, String to) {
        var filter = parser.list(
                        sales,
                        Stream.of(query.split("&"))
                                .map(pair -> pair.split("=", 2))
                                .map(pair -> new Parameter(pair[0], pair[1]))
                                .toList())
                .filter();
        var window = KeyWindow.of(filter, RangePartitions.of(sales).orElseThrow());
        assertThat(window.from().map(KeyValue::text).orElse("-")).isEqualTo(from);
        assertThat(window.to().map(KeyValue::text).orElse("-")).isEqualTo(to);
    }
}

package dev.pgweir.resources.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgweir.catalog.Relationships;
import dev.pgweir.catalog.Table;
import dev.pgweir.openapi.SampleCatalog;
import dev.pgweir.resources.query.Comparison;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.query.Filter;
import dev.pgweir.resources.query.OrderTerm;
import dev.pgweir.resources.query.ResourceQuery;
import dev.pgweir.resources.relate.RelationshipFinder;
import dev.pgweir.resources.request.InvalidRequest;
import dev.pgweir.resources.request.Origin;
import dev.pgweir.resources.request.Parameter;
import dev.pgweir.resources.request.ParseLimits;
import dev.pgweir.resources.request.ParseLimits.Embeds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryParserTests {

    private static final Table SALES = SampleCatalog.sales();
    private static final Value DATE = value("order_date");
    private static final Value AMOUNT = value("order_amount");
    private static final Origin BY_DATE = new Origin.Query("order_date");

    private final QueryParser parser = new QueryParser(
            new ParseLimits(100, 1000, 5000, 4, 2, new Embeds(5, 20)),
            new RelationshipFinder(new Relationships(Optional::empty)));

    @Test
    void readsFiltersOfColumns() {
        assertThat(filters("order_date", "gte.2024-01-01"))
                .containsExactly(new Filter.Compare(DATE, Comparison.GTE, "2024-01-01", BY_DATE));
    }

    @Test
    void keepsEverythingBehindTheOperatorAsTheValue() {
        assertThat(filters("order_date", "eq.a,b).\"c\""))
                .containsExactly(new Filter.Compare(DATE, Comparison.EQ, "a,b).\"c\"", BY_DATE));
    }

    @Test
    void negates() {
        assertThat(filters("order_date", "not.is.null"))
                .containsExactly(new Filter.Not(new Filter.Is(DATE, Filter.State.NULL)));
    }

    @Test
    void readsListsWithQuotedValues() {
        assertThat(filters("order_date", "in.(1,\"a,b\",\"c\\\"d\",)"))
                .containsExactly(new Filter.In(DATE, List.of("1", "a,b", "c\"d", ""), BY_DATE));
        assertThat(filters("order_date", "in.()")).containsExactly(new Filter.In(DATE, List.of(), BY_DATE));
        assertThat(filters("order_date", "in.(\"a\", \"b\" , c)"))
                .containsExactly(new Filter.In(DATE, List.of("a", "b", " c"), BY_DATE));
    }

    @Test
    void letsAnAsteriskStandForAPercentSign() {
        assertThat(filters("order_date", "like.a*b"))
                .containsExactly(new Filter.Compare(DATE, Comparison.LIKE, "a%b", BY_DATE));
    }

    @Test
    void nestsGroups() {
        var origin = new Origin.Query("or");
        assertThat(filters("or", "(order_amount.gt.5,not.and(order_date.eq.x,order_amount.not.in.(1,2)))"))
                .containsExactly(new Filter.Any(List.of(
                        new Filter.Compare(AMOUNT, Comparison.GT, "5", origin),
                        new Filter.Not(new Filter.All(List.of(
                                new Filter.Compare(DATE, Comparison.EQ, "x", origin),
                                new Filter.Not(new Filter.In(AMOUNT, List.of("1", "2"), origin))))))));
    }

    @Test
    void readsOrderings() {
        assertThat(parse("order", "order_date.desc.nullslast,order_amount").ordering())
                .containsExactly(new OrderTerm(DATE, true, false), new OrderTerm(AMOUNT, false, false));
    }

    @Test
    void capsTheLimitAndSaysSo() {
        assertThat(parse("limit", "1001").paging().limit()).isEqualTo(1000);
        assertThat(parse("limit", "1001").paging().capped()).isTrue();
        assertThat(parse("limit", "1000").paging().capped()).isFalse();
        assertThat(parse("select", "*").paging().limit()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nosuch       | eq.1                                   | unknown-column
            select       | nosuch                                 | unknown-column
            select       | order_id,order_id:order_date           | malformed-parameter
            order        | nosuch                                 | unknown-column
            order        | order_id.up                            | malformed-parameter
            order        | order_id,order_id.desc                 | malformed-parameter
            order_date   | between.1                              | unknown-operator
            order_date   | 2024-01-01                             | malformed-parameter
            order_date   | is.maybe                               | malformed-parameter
            order_date   | in.(1,2                                | malformed-parameter
            order_date   | in.(1)2                                | malformed-parameter
            or           | (order_id.eq.1                         | malformed-parameter
            or           | (order_id.eq.1)),order_id.eq.2         | malformed-parameter
            or           | (and(and(order_id.eq.1)))              | filter-too-deep
            and          | (order_id.eq.1,order_id.eq.2,order_id.eq.3,order_id.eq.4,order_id.eq.5) | too-many-filters
            limit        | -1                                     | malformed-parameter
            limit        | ten                                    | malformed-parameter
            offset       | 5001                                   | malformed-parameter
            """)
    void refusesNamingTheParameter(String name, String value, String code) {
        assertThatThrownBy(() -> parse(name, value)).isInstanceOfSatisfying(InvalidRequest.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.origin()).isEqualTo(new Origin.Query(name));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            or     | ()                             | a condition is missing at character 2
            or     | (order_id.eq.1,)               | a condition is missing at character 16
            and    | (order_id.eq.1,or())           | a condition is missing at character 19
            order  | ''                             | a column is missing at character 1
            order  | order_id,                      | a column is missing at character 10
            select | ,                              | a column is missing at character 1
            select | order_id,,order_date           | a column is missing at character 10
            """)
    void saysWhatIsMissing(String name, String value, String message) {
        assertThatThrownBy(() -> parse(name, value))
                .isInstanceOf(InvalidRequest.class)
                .hasMessage(message);
    }

    private static Value value(String column) {
        return new Value(SALES.column(column).orElseThrow());
    }

    private List<Filter> filters(String name, String value) {
        return ((Filter.All) parse(name, value).filter()).filters();
    }

    private ResourceQuery parse(String name, String value) {
        return parser.list(SALES, List.of(new Parameter(name, value)));
    }
}

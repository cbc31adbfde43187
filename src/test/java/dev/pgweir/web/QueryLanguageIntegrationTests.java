package dev.pgweir.web;

import static dev.pgweir.testing.Answers.follow;
import static dev.pgweir.testing.Answers.problem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pgweir.testing.Gateway;
import dev.pgweir.testing.GatewayTest;
import dev.pgweir.testing.SharedSchema;
import java.net.URLEncoder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Every operator and every expression of the query language, asked of a few rows. */
@GatewayTest
class QueryLanguageIntegrationTests {

    private final Gateway gateway;

    @Autowired
    QueryLanguageIntegrationTests(Gateway gateway) {
        this.gateway = gateway;
    }

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, """
                CREATE TABLE event (
                    id int PRIMARY KEY, day date NOT NULL, at timestamptz, region text, amount numeric(10,2),
                    data jsonb, plain json, tags text[], span int4range, body text, words tsvector)""", """
                INSERT INTO event VALUES
                (1, '2024-01-05', '2024-01-05 10:20:30Z', 'north', 10.00, '{"a": {"b": 1, "k 2": "x"}, "list": [5, 6]}',
                    '{"n": 1.50}', '{red,green}', '[1,5)', 'The cat is on the mat', to_tsvector('english', 'cats running')),
                (2, '2024-01-20', '2024-01-20 10:50:00Z', 'south', 20.50, '{"a": {"b": 2}}', NULL, '{green}', '[5,9)',
                    'A dog in the fog', NULL),
                (3, '2024-02-03', NULL, 'north', 5.25, NULL, NULL, '{}', '[2,3)', 'cats and dogs', NULL),
                (4, '2024-05-03', '2024-05-03 23:59:59Z', 'east', NULL, '{"a": {"b": 10}}', NULL, NULL, NULL, NULL, NULL)""");
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        SharedSchema.change(gateway, "DROP TABLE event");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            region=match.^n.*h$                         | 1 3
            region=imatch.^NOR                          | 1 3
            region=not.match.o                          | 4
            amount=isdistinct.5.25                      | 1 2 4
            amount=not.isdistinct.5.250                 | 3
            tags=cs.{green}                             | 1 2
            tags=cd.{green,blue}                        | 2 3
            tags=ov.{red,blue}                          | 1
            data=cs.{"a":{"b":2}}                       | 2
            span=cs.[2,3)                               | 1 3
            span=ov.[4,6)                               | 1 2
            span=sl.[5,6)                               | 1 3
            span=sr.[1,4)                               | 2
            span=nxr.[1,5)                              | 1 3
            span=nxl.[2,3)                              | 2 3
            span=adj.[5,6)                              | 1
            day=cd.[2024-01-20,2024-02-03]              | 2 3
            day=cd.(2024-01-20,)                        | 3 4
            day=cd.empty                                | ``
            at=cd.["2024-01-05 10:20:30Z",2024-02-01)   | 1 2
            amount=cd.(5.25,20.50]                      | 1 2
            region=eq(any).{north,east}                 | 1 3 4
            region=like(any).{n*,e*}                    | 1 3 4
            region=ilike(all).{*O*,*H}                  | 1 2 3
            amount=gt(all).{5,6.5}                      | 1 2
            amount=lte(any).{5.25,10}                   | 1 3
            region=not.eq(any).{north,east}             | 2
            body=fts.cat                                | 1 3
            body=fts(simple).cat                        | 1
            body=plfts(english).the%20dogs              | 2 3
            body=phfts(english).cats%20dogs             | ``
            body=wfts(english).cat%20-dog               | 1
            words=fts(english).run                      | 1
            data=fts.x                                  | 1
            body=not.fts.cat                            | 2
            data->a->>b=eq.2                            | 2
            data->a->b=gt.1                             | 2 4
            data->a->>"k 2"=eq.x                        | 1
            data->list->>1=eq.6                         | 1
            data->list->-1=eq.6                         | 1
            data->>nosuch=is.null                       | 1 2 3 4
            plain->>n=eq.1.50                           | 1
            tags->>0=in.(red,blue)                      | 1
            or=(data->a->>b.eq.2,region.eq(any).{east}) | 2 4
            and=(day.cd.[2024-01-01,2024-01-31],body.fts.cat) | 1
            day.bucket(month)=eq.2024-01-01             | 1 2
            day.bucket(month)=eq.2024-01-05             | ``
            day.bucket(quarter)=gt.2024-01-01           | 4
            day.bucket(week)=lte.2024-01-15             | 1 2
            at.bucket(hour)=eq.2024-01-05T10:00:00Z     | 1
            at.bucket(day)=in.(2024-01-05,2024-01-20)   | 1 2
            """)
    void filters(String filter, String ids) {
        var parts = filter.split("=", 2);
        assertThat(ids(encoded(parts[0]) + "=" + encoded(parts[1]) + "&order=id"))
                .isEqualTo(ids);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            key:id,region                        | {"key":1,"region":"north"}
            id::text,amount::int                 | {"id":"1","amount":10}
            "id",when:at::date                   | {"id":1,"when":"2024-01-05"}
            data->a->b                           | {"b":1}
            data->a->>b                          | {"b":"1"}
            c:data->a->"k 2",data->list->0       | {"c":"x","list":5}
            data->>a::jsonb                      | {"a":{"b": 1, "k 2": "x"}}
            tags->0,last:tags->>-1               | {"tags":"red","last":"green"}
            n:plain->n,m:plain->>n::numeric      | {"n":1.50,"m":1.50}
            day.bucket(month),y:at.bucket(year)  | {"day":"2024-01-01","y":"2024-01-01T00:00:00+00:00"}
            tags::text,span::text                | {"tags":"{red,green}","span":"[1,5)"}
            amount::text::varchar                | {"amount":"10.00"}
            """)
    void selects(String select, String row) {
        assertThat(gateway.get("/event?id=eq.1&select=" + encoded(select)).body())
                .isEqualTo("[" + row + "]");
        assertThat(gateway.get("/event/1?select=" + encoded(select)).body()).isEqualTo(row);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select=count()                                                | [{"count":4}]
            select=count(),count()                                        | [{"count":4}]
            select=amount.sum(),amount.avg(),day.min(),day.max()          | [{"sum":35.75,"avg":11.9166666666666667,"min":"2024-01-05","max":"2024-05-03"}]
            select=n:count(),s:amount.sum(),lo:day.min(),hi:day.max()     | [{"n":4,"s":35.75,"lo":"2024-01-05","hi":"2024-05-03"}]
            select=amount.count(),amount.avg()::int                       | [{"count":3,"avg":12}]
            select=region,count()&order=count().desc,region               | [{"region":"north","count":2},{"region":"east","count":1},{"region":"south","count":1}]
            select=region,total:amount.sum()&order=total.nullsfirst       | [{"region":"east","total":null},{"region":"north","total":15.25},{"region":"south","total":20.50}]
            select=region,amount.sum()&amount.sum()=gt.16                 | [{"region":"south","sum":20.50}]
            select=region&count()=gte.2                                   | [{"region":"north"}]
            select=region&having=(count().gte.2,amount.max().lt.9)        | []
            select=region&or=(count().gte.2,amount.max().gt.20)&order=region | [{"region":"north"},{"region":"south"}]
            select=day.bucket(month),amount.sum()&order=day.bucket(month).desc&limit=2 | [{"day":"2024-05-01","sum":null},{"day":"2024-02-01","sum":5.25}]
            select=at.bucket(month),count()&at=not.is.null&order=at.bucket(month) | [{"at":"2024-01-01T00:00:00+00:00","count":2},{"at":"2024-05-01T00:00:00+00:00","count":1}]
            select=b:data->a->b,count()&order=data->a->b.desc.nullslast&limit=1 | [{"b":10,"count":1}]
            select=s:data->a->>b::int.sum()                               | [{"s":13}]
            select=count()&region=eq.nowhere                              | [{"count":0}]
            select=region,count()&region=eq.nowhere                       | []
            """)
    void aggregates(String query, String rows) {
        assertThat(gateway.get("/event?" + encodedQuery(query)).body().replace("\n", ""))
                .isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            order=data->a->b.desc.nullslast,id   | 4 2 1 3
            order=data->a->>b.desc.nullslast,id  | 2 4 1 3
            select=id,k:region&order=k.desc,id   | 2 1 3 4
            order=at.bucket(month),id.desc       | 2 1 4 3
            """)
    void orders(String query, String ids) {
        assertThat(ids(encodedQuery(query))).isEqualTo(ids);
        assertThat(ids(encodedQuery(query) + "&limit=1")).isEqualTo(ids);
    }

    @Test
    void pagesThroughCalendarUnits() {
        assertThat(follow(gateway, "/event?select=day.bucket(month),n:count()&limit=1"))
                .extracting(group -> group.path("day").asString())
                .containsExactly("2024-01-01", "2024-02-01", "2024-05-01");
    }

    @Test
    void pagesThroughGroups() {
        var expected = "north 2, south 1, east 1";
        for (var limit : new int[] {1, 2, 3, 4}) {
            var groups = follow(gateway, "/event?select=region,n:count()&order=n.desc,region.desc&limit=" + limit);
            assertThat(groups)
                    .extracting(group -> group.path("region").asString() + " "
                            + group.path("n").asInt())
                    .containsExactly(expected.split(", "));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select=amount.median()              | unknown-column
            select=amount::regclass             | unknown-type
            select=a:nosuch                     | unknown-column
            select=region.bucket(month)         | operator-not-applicable
            select=day.bucket(hour)             | operator-not-applicable
            select=day.bucket(fortnight)        | malformed-parameter
            amount=fts.x                        | operator-not-applicable
            region=eq(some).{a}                 | malformed-parameter
            region=cs(any).{a}                  | malformed-parameter
            region=eq(any).a                    | malformed-value
            body=fts(klingon).a                 | malformed-value
            body=fts.a b                        | malformed-value
            region=match.(                      | malformed-value
            day=cd.[2024-01-05                  | malformed-value
            count()=gt.1                        | aggregate-not-applicable
            order=count()                       | aggregate-not-applicable
            select=region,count()&order=day     | aggregate-not-applicable
            select=region,count()&or=(region.eq.a,count().gt.1) | aggregate-not-applicable
            select=region,count()&data->a=eq.(  | malformed-value
            """)
    void refuses(String query, String code) {
        var answer = gateway.get("/event?" + encodedQuery(query));
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        problem(answer, answer.statusCode(), code);
    }

    @Test
    void refusesAggregatesOfOneRow() {
        problem(gateway.get("/event/1?select=count()"), 400, "aggregate-not-applicable");
    }

    private String ids(String query) {
        return follow(gateway, "/event?" + query).stream()
                .map(row -> row.path("id").asString())
                .collect(joining(" "));
    }

    private static String encodedQuery(String query) {
        return Stream.of(query.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> encoded(pair[0]) + "=" + encoded(pair[1]))
                .collect(joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.replace("%20", " "), UTF_8);
    }
}

package dev.pgweir.web.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words that statements of the gateway are made of: keywords, functions, and constants of its own, the identifiers of
 * the catalog, and placeholders. The list is closed, so no statement can hold anything that a client wrote.
 */
record StatementGrammar(Set<String> identifiers) {

    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|(?<identifier>\"(?:[^\"]|\"\")*\")|(?<text>'(?:[^']|'')*')|\\$\\d{1,3}|(?<number>\\d{1,2}(?![\\w]))"
                    + "|(?<word>[a-z_][a-z0-9_]*)|[-+*/<>=~!@#%^&|?:,.()\\[\\]]|(?<strange>.)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Set<String> WORDS = Set.copyOf(List.of("""
            select from where and or not true false null is unknown distinct in any all like ilike as with
            group by having order limit offset asc desc nulls first last cast case when then else end exists
            insert into values default on conflict do nothing update set excluded delete returning body element earlier old
            explain format json left join
            t g counted written xid pg_current_xact_id pg_current_xact_id_if_assigned xmin ctid tableoid oid
            count sum avg min max date_trunc lower upper lower_inf upper_inf to_json to_jsonb interval
            to_tsvector to_tsquery plainto_tsquery phraseto_tsquery websearch_to_tsquery regconfig
            json_to_record json_to_recordset json_array_elements
            int int2 int4 int8 integer smallint bigint numeric decimal real float4 float8 double precision boolean bool text
            varchar date time timetz timestamp timestamptz interval uuid bytea jsonb inet cidr xml tsvector
            int4range int8range numrange daterange tsrange tstzrange""".split("\\s+")));

    private static final Set<String> TEXTS =
            Set.of("'UTC'", "'second'", "'minute'", "'hour'", "'day'", "'week'", "'month'", "'quarter'", "'year'");

    private static final Pattern STEP = Pattern.compile("'[13] [a-z]{3,6} -1 (?:day|microsecond)'");

    /** Of the resource that the statement is for. */
    private static final Pattern COMMENT = Pattern.compile("/\\*application='pgweir',route='/(\\w+)'\\*/ ");

    private static final Pattern COLUMN_OF_GROUPS = Pattern.compile("c\\d{1,2}");

    /** What a statement holds beside them. */
    List<String> strangers(String statement) {
        List<String> strangers = new ArrayList<>();
        var comment = COMMENT.matcher(statement);
        var begun = comment.lookingAt() && identifiers.contains('"' + comment.group(1) + '"') ? comment.end() : 0;
        var token = TOKEN.matcher(statement).region(begun, statement.length());
        while (token.find()) {
            var known = token.group("strange") == null
                    && knows(token.group("identifier"), identifiers)
                    && (knows(token.group("text"), TEXTS)
                            || STEP.matcher(token.group()).matches())
                    && (token.group("word") == null
                            || WORDS.contains(token.group().toLowerCase(Locale.ROOT))
                            || COLUMN_OF_GROUPS.matcher(token.group()).matches());
            if (!known) {
                strangers.add(token.group());
            }
        }
        return strangers;
    }

    private static boolean knows(@Nullable String token, Set<String> known) {
        return token == null || known.contains(token);
    }
}

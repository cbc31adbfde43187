package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.Expression.Aggregate;
import dev.pgweir.resources.query.Expression.AggregateFunction;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Parses {@code select=a,total:b.sum(),c::text}, with {@code *} for all columns. */
final class ProjectionParser {

    private static final Origin ORIGIN = new Origin.Query("select");
    private static final String ENDS = ",";

    private final Table table;
    private final TextReader reader;
    private final List<Selected> members = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    ProjectionParser(Table table, String text) {
        this.table = table;
        this.reader = new TextReader(text, ORIGIN);
    }

    List<Selected> parse() {
        if (reader.isBlank()) {
            return all(table);
        }
        reader.skipBlanks();
        do {
            reader.requireSome("a column", ENDS);
            if (table.column("*").isEmpty() && reader.skip("*")) {
                all(table).forEach(this::add);
            } else {
                add(member());
            }
        } while (reader.skipSeparator(","));
        reader.skipBlanks();
        reader.expectEnd();
        return List.copyOf(members);
    }

    /** All columns that can be read, under their own names. */
    static List<Selected> all(Table table) {
        List<Selected> all = new ArrayList<>(table.columns().size());
        for (var column : table.columns()) {
            if (column.readable()) {
                all.add(Selected.of(column));
            }
        }
        return all;
    }

    private void add(Selected member) {
        if (members.contains(member)) {
            return;
        }
        if (!names.add(member.name())) {
            throw reader.malformed(
                    "\"%s\" is named twice: give one of them another name, as in other:%1$s".formatted(member.name()));
        }
        members.add(member);
    }

    private Selected member() {
        var start = reader.position();
        var name = reader.token(",:");
        if (!reader.startsWith("::") && reader.skip(":")) {
            return new Selected(name, new ExpressionParser(table, reader, ENDS).parseCast());
        }
        if (name.strip().equals("count") && table.column("count").isEmpty()) {
            return new Selected("count", new Aggregate(AggregateFunction.COUNT, Optional.empty()));
        }
        reader.reset(start);
        var expression = new ExpressionParser(table, reader, ENDS).parseCast();
        return new Selected(expression.defaultName(), expression);
    }
}

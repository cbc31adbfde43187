package dev.pgweir.resources.parse;

import dev.pgweir.catalog.Table;
import dev.pgweir.resources.query.AggregateFunction;
import dev.pgweir.resources.query.Embedding;
import dev.pgweir.resources.query.Expression;
import dev.pgweir.resources.query.Expression.Aggregate;
import dev.pgweir.resources.query.Expression.Cast;
import dev.pgweir.resources.query.Expression.Value;
import dev.pgweir.resources.query.RelatedExpression.Collected;
import dev.pgweir.resources.query.RelatedExpression.Embedded;
import dev.pgweir.resources.query.RelatedExpression.Related;
import dev.pgweir.resources.query.Selected;
import dev.pgweir.resources.query.Selection;
import dev.pgweir.resources.request.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Parses {@code select=a,total:b.sum(),c::text,lines(no,product(name))}, with {@code *} for all columns. Recursive descent: what is
 * embedded is selected in the same words. Not thread-safe.
 */
final class ProjectionParser {

    private static final Origin ORIGIN = new Origin.Query("select");
    private static final String ENDS = ",";
    private static final String ENDS_OF_EMBEDDED = ",)";

    private final Table table;
    private final TextReader reader;
    private final String ends;
    private final EmbeddingParser embeddings;
    private final List<Selected> members = new ArrayList<>();
    private final List<Embedding> embedded = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    /** @param embeddings parses what is embedded */
    ProjectionParser(Table table, String text, EmbeddingParser embeddings) {
        this(table, new TextReader(text, ORIGIN), ENDS, embeddings);
    }

    private ProjectionParser(Table table, TextReader reader, String ends, EmbeddingParser embeddings) {
        this.table = table;
        this.reader = reader;
        this.ends = ends;
        this.embeddings = embeddings;
    }

    Selection parse() {
        if (reader.isBlank()) {
            return all(table);
        }
        list();
        while (!embedded.isEmpty() && reader.skipSeparator(")")) {
            // PostgREST reads no further than the parenthesis that closes what is embedded, so clients may send one too
            // many.
        }
        reader.expectEnd();
        return selection();
    }

    /** What is selected of rows that are embedded: all up to the parenthesis that closes it. */
    static Selection embedded(Table table, TextReader reader, EmbeddingParser embeddings) {
        var parser = new ProjectionParser(table, reader, ENDS_OF_EMBEDDED, embeddings);
        reader.skipBlanks();
        if (!reader.startsWith(")")) {
            parser.list();
        }
        return parser.selection();
    }

    private void list() {
        reader.skipBlanks();
        do {
            reader.requireSome("a column", ends);
            if (table.column("*").isEmpty() && reader.skip("*")) {
                all(table).projection().forEach(this::addUnlessEmbedded);
            } else if (table.column("...").isEmpty() && reader.skip("...")) {
                spread();
            } else {
                member();
            }
        } while (reader.skipSeparator(","));
        reader.skipBlanks();
    }

    private Selection selection() {
        return new Selection(members, List.of(), embedded);
    }

    /** All columns that can be read, under their own names. */
    static Selection all(Table table) {
        List<Selected> all = new ArrayList<>(table.columns().size());
        for (var column : table.columns()) {
            if (column.readable()) {
                all.add(Selected.of(column));
            }
        }
        return new Selection(all, List.of());
    }

    /** What is embedded under the name of a column goes before that. */
    private void addUnlessEmbedded(Selected column) {
        if (members.stream().noneMatch(member -> isEmbeddedAs(column.name(), member))) {
            add(column);
        }
    }

    private static boolean isEmbeddedAs(String name, Selected member) {
        return member.name().equals(name) && member.expression() instanceof Embedded;
    }

    /** It takes the place of a column of its name that all columns have brought along. */
    private void addEmbedded(Selected member) {
        if (all(table).projection().stream()
                .anyMatch(column -> column.name().equals(member.name()) && members.remove(column))) {
            names.remove(member.name());
        }
        add(member);
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

    private void member() {
        var start = reader.position();
        var name = reader.token(ends + ":(!");
        if (!reader.startsWith("::") && reader.skip(":")) {
            named(name);
            return;
        }
        if (name.strip().equals("count") && table.column("count").isEmpty() && !reader.startsWith("(")) {
            add(new Selected("count", new Aggregate(AggregateFunction.COUNT, Optional.empty())));
            return;
        }
        reader.reset(start);
        if (EmbeddingParser.standsIn(reader)) {
            embed(Optional.empty());
            return;
        }
        var expression = new ExpressionParser(table, reader, ends).parseCast();
        add(new Selected(expression.defaultName(), expression));
    }

    private void named(String name) {
        if (EmbeddingParser.standsIn(reader)) {
            embed(Optional.of(name));
        } else {
            add(new Selected(name, new ExpressionParser(table, reader, ends).parseCast()));
        }
    }

    private void embed(Optional<String> name) {
        var embedding = embeddings.parse(table, reader, name);
        keep(embedding);
        if (!embedding.projection().isEmpty()) {
            addEmbedded(new Selected(embedding.name(), new Embedded(embedding)));
        }
    }

    /**
     * The members of the one row that belongs to each are its own, and aggregates of them group the rows themselves. Of many each member is
     * an array, and an aggregate one value.
     */
    private void spread() {
        var embedding = embeddings.parse(table, reader, Optional.empty());
        keep(embedding);
        for (var member : embedding.projection()) {
            add(new Selected(member.name(), spread(embedding, member.expression())));
        }
    }

    private Expression spread(Embedding embedding, Expression of) {
        if (!embedding.relationship().many()) {
            return of.isAggregate() ? lifted(embedding, of) : new Related(embedding, of);
        }
        if (embedding.grouped() && !of.isAggregate()) {
            throw reader.malformed("...%s(…) takes either aggregates or others".formatted(embedding.name()));
        }
        return of.isAggregate() ? new Related(embedding, of) : new Collected(embedding, of);
    }

    /** The aggregate of rows of what belongs to each of them; a count counts those that have some. */
    private static Expression lifted(Embedding embedding, Expression aggregate) {
        return switch (aggregate) {
            case Aggregate(var function, var of) ->
                new Aggregate(function, Optional.of(new Related(embedding, of.orElseGet(() -> joined(embedding)))));
            case Cast(var of, var type) -> new Cast(lifted(embedding, of), type);
            default -> throw new IllegalArgumentException(aggregate.text());
        };
    }

    /** A column that no row lacks which belongs to another. */
    private static Expression joined(Embedding embedding) {
        return new Value(embedding.relationship().columns().getFirst().other());
    }

    private void keep(Embedding embedding) {
        for (var other : embedded) {
            if (other.name().equals(embedding.name())) {
                throw reader.malformed("\"%s\" is embedded twice: give one of them another name, as in other:%1$s(…)"
                        .formatted(embedding.name()));
            }
        }
        embedded.add(embedding);
    }
}

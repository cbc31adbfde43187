package dev.pgweir.resources.statement;

import dev.pgweir.resources.request.Origin;
import java.util.List;

/**
 * SQL ready to run.
 *
 * @param text with a question mark for each bind; equal for all requests of one shape, so that it stays prepared
 * @param binds in the order of their placeholders
 * @param layout what the columns of its rows mean
 * @param plain whether it surely runs nothing but the server's own code
 */
public record Statement(String text, List<Bind> binds, RowLayout layout, boolean plain) {

    /** SQL that may run code of others. */
    public Statement(String text, List<Bind> binds, RowLayout layout) {
        this(text, binds, layout, false);
    }

    /** The same, of which it is known. */
    public Statement asPlain(boolean known) {
        return new Statement(text, binds, layout, known);
    }

    /** The same with other values. */
    public Statement with(List<Bind> others) {
        return new Statement(text, others, layout, plain);
    }

    /**
     * A value for one placeholder. It is sent as {@code unknown}, so that the server reads it as what the statement compares it
     * with, in that type's own text form.
     *
     * @param value the text
     * @param origin where it came from, to blame when the server cannot read it
     */
    public record Bind(String value, Origin origin) {}
}

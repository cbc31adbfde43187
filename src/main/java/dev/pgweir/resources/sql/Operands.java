package dev.pgweir.resources.sql;

import dev.pgweir.resources.query.Expression;

/** Renders the value of an expression in the place where a statement stands. */
public interface Operands {

    void render(Expression expression);

    /** Whether the value can be had in that place. */
    boolean has(Expression expression);
}

package dev.pgweir.resources.sql;

import dev.pgweir.resources.query.Expression;

/** Renders the value of an expression in the place where a statement stands. */
@FunctionalInterface
public interface Operands {

    void render(Expression expression);
}

package dev.pgweir.resources.statement;

import dev.pgweir.resources.request.Origin;

/**
 * A value for one placeholder. It is sent without a type, so that the server reads it as what the statement compares it
 * with, in that type's own text form.
 *
 * @param value the text
 * @param origin where it came from, to blame when the server cannot read it
 */
public record Bind(String value, Origin origin) {}

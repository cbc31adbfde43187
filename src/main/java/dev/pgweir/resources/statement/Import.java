package dev.pgweir.resources.statement;

import java.util.Optional;

/**
 * The statements of one transaction that takes rows from a client.
 *
 * @param before makes a table of its own to copy into, where rows cannot go into their table as they come
 * @param copy the COPY FROM STDIN
 * @param after brings the rows from there into their table, and answers with what its layout tells
 */
public record Import(Optional<String> before, String copy, Optional<Statement> after) {}

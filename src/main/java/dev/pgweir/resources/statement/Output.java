package dev.pgweir.resources.statement;

/**
 * One column of a statement's rows that an answer shows.
 *
 * @param name what the answer calls it
 * @param shown the form in which the server hands it over
 */
public record Output(String name, Shown shown) {}

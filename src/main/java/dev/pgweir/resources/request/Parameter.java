package dev.pgweir.resources.request;

/**
 * One parameter of the query string, decoded.
 *
 * @param name what stands before the first equals sign
 * @param value what stands after it; empty where there is none
 */
public record Parameter(String name, String value) {}

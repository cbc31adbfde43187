package dev.pgweir.catalog;

/** Published by whoever finds that the catalog no longer fits the database; it is then read anew within a second. */
public record CatalogOutdated() {}

package dev.pgweir.catalog;

/** Published where the catalog no longer fits the database; it is then read again within a second. */
public record CatalogOutdated() {}

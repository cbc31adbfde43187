package dev.pgweir.catalog;

/**
 * Published when the catalog was first read, and each time it was read and differs from the one before.
 *
 * @param catalog the new catalog
 */
public record CatalogChanged(Catalog catalog) {}

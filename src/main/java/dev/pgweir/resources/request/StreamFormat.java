package dev.pgweir.resources.request;

/** A form in which any number of rows travels without being held in memory. */
public enum StreamFormat {
    /** PostgreSQL's own: a line of column names, then values in their text form, an empty one that is not quoted for null. */
    CSV,
    /** A JSON object a line. */
    NDJSON
}

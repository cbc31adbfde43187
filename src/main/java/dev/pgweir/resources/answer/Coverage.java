package dev.pgweir.resources.answer;

import java.util.Optional;

/**
 * Which part of a partitioned table an answer is about.
 *
 * @param key the partition key
 * @param from its lowest value inside, in PostgreSQL's text form; empty where there is none
 * @param to its lowest value above; empty where there is none
 * @param partitions how many partitions can hold such rows
 * @param scannedTo up to which value was looked, where the page ended before it was full
 */
public record Coverage(
        String key, Optional<String> from, Optional<String> to, int partitions, Optional<String> scannedTo) {}

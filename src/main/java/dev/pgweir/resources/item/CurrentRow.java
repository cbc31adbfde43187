package dev.pgweir.resources.item;

import dev.pgweir.catalog.Column;
import dev.pgweir.resources.answer.Written;
import java.util.List;
import java.util.Optional;

/**
 * What a look at the row of a write has found, in the transaction of that write.
 *
 * @param present whether the row is there
 * @param version its version; empty where it has none
 * @param written what to answer where the transaction itself has written the row after all, as a trigger may
 * @param others those of the kept columns that have other values in the row than in the body
 * @param sameKey whether the body names the key of the row, as far as it names one
 */
record CurrentRow(
        boolean present, Optional<String> version, Optional<Written> written, List<Column> others, boolean sameKey) {}

package dev.pgweir.web;

import static dev.pgweir.web.header.Preference.COUNT;
import static dev.pgweir.web.header.Preference.EXPLAIN_PARTITIONS;
import static dev.pgweir.web.header.Preference.HANDLING;
import static dev.pgweir.web.header.Preference.MAX_AFFECTED;
import static dev.pgweir.web.header.Preference.MISSING;
import static dev.pgweir.web.header.Preference.PARTITION_MOVE;
import static dev.pgweir.web.header.Preference.RESOLUTION;
import static dev.pgweir.web.header.Preference.RETURN;
import static dev.pgweir.web.header.Preference.TX;

import dev.pgweir.web.header.Preference;
import java.util.EnumSet;
import java.util.Set;

/** Which preferences mean something to requests of each kind. */
final class Understood {

    static final Set<Preference> OF_LISTS = EnumSet.of(COUNT, EXPLAIN_PARTITIONS, HANDLING);
    static final Set<Preference> OF_NEW_ROWS =
            EnumSet.of(RETURN, COUNT, RESOLUTION, MISSING, MAX_AFFECTED, TX, HANDLING);
    static final Set<Preference> OF_CHANGES =
            EnumSet.of(RETURN, COUNT, MISSING, MAX_AFFECTED, TX, PARTITION_MOVE, HANDLING);
    static final Set<Preference> OF_DELETIONS = EnumSet.of(RETURN, COUNT, MAX_AFFECTED, TX, HANDLING);
    static final Set<Preference> OF_REPLACEMENTS = EnumSet.of(RETURN, MAX_AFFECTED, TX, HANDLING);

    private Understood() {}
}

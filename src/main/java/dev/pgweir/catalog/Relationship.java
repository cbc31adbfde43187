package dev.pgweir.catalog;

import java.util.List;
import java.util.Optional;

/**
 * How a row of one table belongs to rows of another: by a foreign key of either, or by rows of a third that refer to both.
 *
 * @param target the other table
 * @param many whether a row may belong to several rows of it
 * @param refers whether the row itself has the foreign key
 * @param key the function, or the foreign key by which a row is found from here: of either table, or of the third to this one
 * @param columns the columns that agree with those of the other table, or of the third
 * @param through the third table; empty where there is none
 * @param by what makes them belong together
 */
public record Relationship(
        Table target, boolean many, boolean refers, String key, List<Pair> columns, Optional<Junction> through, By by) {

    public Relationship {
        columns = List.copyOf(columns);
    }

    /**
     * Two columns that hold the same value in rows that belong together.
     *
     * @param own that of the table where the way begins
     * @param other that of the table where it leads
     */
    public record Pair(Column own, Column other) {}

    /**
     * A table whose rows each join one row of this table and one of the other.
     *
     * @param table the table
     * @param key its foreign key to the other table
     * @param columns its columns that agree with those of the other table
     */
    public record Junction(Table table, String key, List<Pair> columns) {

        public Junction {
            columns = List.copyOf(columns);
        }
    }

    /** What makes rows belong together. */
    public enum By {
        /** A foreign key. */
        KEY,
        /** A foreign key of the tables behind views. */
        KEY_BEHIND_VIEWS,
        /** A function, whose name is that of the relationship. */
        FUNCTION;

        static By of(ForeignKey key) {
            return key.derived() ? KEY_BEHIND_VIEWS : KEY;
        }
    }

    /** Whether a client may mean this one by a word next to the other table's name. */
    public boolean isHintedBy(String hint) {
        if (through.isPresent()) {
            return through.get().table().relation().equals(hint);
        }
        return key.equals(hint) || hasColumn(hint);
    }

    private boolean hasColumn(String name) {
        return columns.size() == 1
                && (columns.getFirst().own().name().equals(name)
                        || columns.getFirst().other().name().equals(name));
    }

    /** The words that tell this one apart from others between the same tables. */
    public String hint() {
        return through.map(junction -> junction.table().relation()).orElse(key);
    }
}

package dev.pgweir.catalog.reader;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads from the query tree of a view which of its columns show a column of a relation as it is. The tree is the server's own note
 * of the query, as {@code pg_rewrite.ev_action} has it: nodes in braces, whose fields have names behind colons. Those of the columns
 * that the view shows are the nodes of the second level; whether it orders its rows stands in the first. Of a tree in another form nothing is read. Pure.
 */
final class ViewTree {

    private static final String SHOWN = ":resno ";
    private static final String RELATION = ":resorigtbl ";
    private static final String ORDER = ":sortClause (";
    private static final String COLUMN = ":resorigcol ";

    private final String tree;
    private int at;
    private int depth;
    private long number;
    private long relation;
    private long column;
    private boolean ordered;

    private ViewTree(String tree) {
        this.tree = tree;
    }

    /**
     * A column of a view that shows a column of a relation.
     *
     * @param number its own number
     * @param relation the object identifier of the relation, which may be a view itself
     * @param column the number of the column there
     */
    record ShownColumn(int number, long relation, int column) {}

    /**
     * What a view shows.
     *
     * @param columns those of its columns that show a column of a relation
     * @param ordered whether its query orders its rows
     */
    record Shown(List<ShownColumn> columns, boolean ordered) {

        static final Shown NOTHING = new Shown(List.of(), false);
    }

    static Shown shown(String tree) {
        return new ViewTree(tree).shown();
    }

    private Shown shown() {
        List<ShownColumn> columns = new ArrayList<>();
        for (; at < tree.length(); at++) {
            switch (tree.charAt(at)) {
                case '\\' -> at++;
                case '{' -> depth++;
                case '}' -> {
                    if (depth == 2 && number > 0 && relation > 0 && column > 0) {
                        columns.add(new ShownColumn((int) number, relation, (int) column));
                    }
                    number = depth == 2 ? 0 : number;
                    depth--;
                }
                case ':' -> field();
                default -> {}
            }
        }
        return new Shown(columns, ordered);
    }

    private void field() {
        ordered |= depth == 1 && tree.startsWith(ORDER, at);
        if (depth == 2) {
            number = field(SHOWN, number);
            relation = field(RELATION, relation);
            column = field(COLUMN, column);
        }
    }

    /** The value of a field, if it is the one that stands here. */
    private long field(String name, long otherwise) {
        if (!tree.startsWith(name, at)) {
            return otherwise;
        }
        var value = 0L;
        for (var i = at + name.length(); i < tree.length() && Character.isDigit(tree.charAt(i)); i++) {
            value = value * 10 + tree.charAt(i) - '0';
        }
        return value;
    }
}

package dev.pgweir.catalog.reader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads from the query tree of a view which of its columns show a column of a relation as it is, and by which of them it orders its rows.
 * The tree is the server's own note of the query, as {@code pg_rewrite.ev_action} has it: nodes in braces, whose fields have names behind
 * colons. Those of the columns that the view shows are nodes of the second level, and behind them those of its order. Of a tree in another
 * form nothing is read. Pure.
 */
final class ViewTree {

    private static final String SHOWN = ":resno ";
    private static final String RELATION = ":resorigtbl ";
    private static final String COLUMN = ":resorigcol ";
    private static final String REFERENCE = ":ressortgroupref ";
    private static final String ORDER = ":sortClause (";
    private static final String TERM = ":tleSortGroupRef ";
    private static final String OPERATOR = ":sortop ";
    private static final String NULLS_FIRST = ":nulls_first true";
    private static final String HIDDEN = ":resjunk true";

    private final String tree;
    private final List<ShownColumn> columns = new ArrayList<>();
    private final Map<Long, Integer> references = new HashMap<>();
    private final List<Term> terms = new ArrayList<>();
    private int at;
    private int depth;
    private boolean inOrder;
    private Node node = new Node();

    /** What was read of a node of the second level. */
    private static final class Node {
        private long number;
        private long relation;
        private long column;
        private long reference;
        private boolean hidden;
        private long term;
        private long operator;
        private boolean nullsFirst;
    }

    private record Term(long reference, long operator, boolean nullsFirst) {}

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
     * A column by which a view orders its rows.
     *
     * @param number its number
     * @param operator the object identifier of the operator that holds between a row and the next
     * @param nullsFirst whether nulls stand before all values
     */
    record OrderedBy(int number, long operator, boolean nullsFirst) {}

    /**
     * What a view shows.
     *
     * @param columns those of its columns that show a column of a relation
     * @param order by which of its columns it orders its rows, up to the first that it does not show
     */
    record Shown(List<ShownColumn> columns, List<OrderedBy> order) {

        static final Shown NOTHING = new Shown(List.of(), List.of());
    }

    static Shown shown(String tree) {
        return new ViewTree(tree).shown();
    }

    private Shown shown() {
        for (; at < tree.length(); at++) {
            switch (tree.charAt(at)) {
                case '\\' -> at++;
                case '{' -> depth++;
                case '}' -> {
                    if (depth == 2) {
                        end();
                    }
                    depth--;
                }
                case ':' -> field();
                default -> {}
            }
        }
        return new Shown(columns, order());
    }

    private void end() {
        if (inOrder) {
            terms.add(new Term(node.term, node.operator, node.nullsFirst));
        } else if (node.number > 0 && !node.hidden) {
            references.put(node.reference, (int) node.number);
            if (node.relation > 0 && node.column > 0) {
                columns.add(new ShownColumn((int) node.number, node.relation, (int) node.column));
            }
        }
        node = new Node();
    }

    private void field() {
        if (depth == 1) {
            inOrder = tree.startsWith(ORDER, at);
        } else if (depth == 2 && inOrder) {
            node.term = field(TERM, node.term);
            node.operator = field(OPERATOR, node.operator);
            node.nullsFirst |= tree.startsWith(NULLS_FIRST, at);
        } else if (depth == 2) {
            node.number = field(SHOWN, node.number);
            node.relation = field(RELATION, node.relation);
            node.column = field(COLUMN, node.column);
            node.reference = field(REFERENCE, node.reference);
            node.hidden |= tree.startsWith(HIDDEN, at);
        }
    }

    private List<OrderedBy> order() {
        List<OrderedBy> order = new ArrayList<>();
        for (var term : terms) {
            var number = references.get(term.reference);
            if (number == null || term.reference == 0) {
                break;
            }
            order.add(new OrderedBy(number, term.operator, term.nullsFirst));
        }
        return order;
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

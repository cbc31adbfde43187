package dev.pgweir.resources;

import dev.pgweir.catalog.Table;
import dev.pgweir.catalog.Table.Privilege;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What a client can do with a table: whatever the gateway's database role has the privileges for. */
public enum Operation {
    LIST(false, Privilege.SELECT),
    CREATE(false, Privilege.INSERT),
    ITEM(true, Privilege.SELECT),
    UPDATE(true, Privilege.SELECT, Privilege.UPDATE),
    REPLACE(true, Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE),
    /** The row is named by filters on its key rather than by the path. */
    REPLACE_FILTERED(true, Privilege.SELECT, Privilege.INSERT, Privilege.UPDATE),
    DELETE(true, Privilege.SELECT, Privilege.DELETE),
    UPDATE_ROWS(false, Privilege.SELECT, Privilege.UPDATE),
    DELETE_ROWS(false, Privilege.SELECT, Privilege.DELETE);

    private final boolean onItem;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<Privilege> privileges;

    Operation(boolean onItem, Privilege... privileges) {
        this.onItem = onItem;
        this.privileges = Set.of(privileges);
    }

    /** Through a view it would also replace rows that the view does not show. */
    private boolean replaces() {
        return this == REPLACE || this == REPLACE_FILTERED;
    }

    /** The operations that a table offers; those on one row need a primary key that can be read. */
    public static Set<Operation> on(Table table) {
        var hasItems = !table.readableKey().isEmpty();
        return Arrays.stream(values())
                .filter(operation -> hasItems || !operation.onItem)
                .filter(operation -> table.kind() != Table.Kind.VIEW || !operation.replaces())
                .filter(operation -> table.privileges().containsAll(operation.privileges))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Operation.class)));
    }
}

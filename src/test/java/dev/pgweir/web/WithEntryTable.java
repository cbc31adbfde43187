package dev.pgweir.web;

import dev.pgweir.testing.Gateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Tests of a gateway that find the two rows of the {@link EntryTable}, and no others. */
public interface WithEntryTable {

    @BeforeAll
    static void createTable(@Autowired Gateway gateway) {
        EntryTable.create(gateway);
    }

    @AfterAll
    static void dropTable(@Autowired Gateway gateway) {
        EntryTable.drop(gateway);
    }

    @BeforeEach
    default void fillTable() {
        EntryTable.fill();
    }
}

package dev.pgweir.lifecycle.history;

import java.util.List;
import org.springframework.data.repository.NoRepositoryBean;
import org.springframework.data.repository.Repository;

/** The table of what was done. */
@NoRepositoryBean
interface HistoryEntries extends Repository<HistoryEntry, Long> {

    HistoryEntry save(HistoryEntry entry);

    List<HistoryEntry> findTop100ByResourceOrderByIdDesc(String resource);
}

/** Which tables, columns, keys and partitions exist? */
@NullMarked
@ApplicationModule(allowedDependencies = "postgres")
package dev.pgweir.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Which tables, columns, keys and partitions exist? */
@NullMarked
@ApplicationModule(allowedDependencies = {"access", "postgres", "request"})
package dev.pgweir.catalog;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

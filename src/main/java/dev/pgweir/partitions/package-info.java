/** Which partitions does a request need; which must be made or retired? */
@NullMarked
@ApplicationModule(allowedDependencies = {"catalog", "postgres", "request"})
package dev.pgweir.partitions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

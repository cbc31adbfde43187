/** Which partitions does a request need? */
@NullMarked
@ApplicationModule(allowedDependencies = "catalog")
package dev.pgweir.partitions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

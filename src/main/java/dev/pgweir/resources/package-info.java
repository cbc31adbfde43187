/** How does a request become SQL, and rows an answer? */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"catalog", "partitions", "lifecycle :: seal", "limits", "postgres", "request"})
package dev.pgweir.resources;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

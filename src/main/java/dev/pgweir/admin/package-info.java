/** What does an operator see and do? */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "cluster",
            "cluster :: membership",
            "cluster :: control",
            "routing",
            "catalog",
            "partitions",
            "partitions :: lifecycle"
        })
package dev.pgweir.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What does an operator see and do? */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "cluster",
            "cluster :: membership",
            "cluster :: control",
            "problem",
            "request",
            "routing",
            "catalog",
            "partitions",
            "partitions :: doctor",
            "partitions :: lifecycle"
        })
package dev.pgweir.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

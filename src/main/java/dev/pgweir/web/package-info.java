/** HTTP and nothing else. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "access",
            "access :: apikey",
            "access :: caller",
            "access :: token",
            "resources",
            "resources :: list",
            "resources :: item",
            "resources :: request",
            "resources :: json",
            "resources :: answer",
            "resources :: call",
            "idempotency",
            "postgres",
            "problem",
            "request",
            "routing",
            "routing :: session",
            "routing :: trace",
            "catalog",
            "partitions",
            "lifecycle",
            "limits",
            "limits :: address",
            "spelling"
        })
package dev.pgweir.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Do the alerts, the dashboard and the runbook fit each other, and what a gateway tells Prometheus? */
@NullMarked
package dev.pgweir.monitoring;

import org.jspecify.annotations.NullMarked;

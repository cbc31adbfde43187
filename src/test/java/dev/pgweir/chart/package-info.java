/** Does the Helm chart make what Kubernetes and the gateway take? */
@NullMarked
package dev.pgweir.chart;

import org.jspecify.annotations.NullMarked;

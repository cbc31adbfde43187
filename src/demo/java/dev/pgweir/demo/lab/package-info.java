/** <em>Where is it tried?</em> An embedded cluster, real gateways before it, and what can befall its servers. */
@NullMarked
package dev.pgweir.demo.lab;

import org.jspecify.annotations.NullMarked;

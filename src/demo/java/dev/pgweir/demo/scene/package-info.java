/** <em>What is tried?</em> The scenes, but for the one with faults. */
@NullMarked
package dev.pgweir.demo.scene;

import org.jspecify.annotations.NullMarked;

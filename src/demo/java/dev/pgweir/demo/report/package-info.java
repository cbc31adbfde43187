/** <em>How is it told?</em> What scenes found, as a page for people and as JSON for programs. */
@NullMarked
package dev.pgweir.demo.report;

import org.jspecify.annotations.NullMarked;

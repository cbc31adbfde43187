/** What a team adds to the gateway: an ordinary repository and controller. */
@NullMarked
package com.example.typed;

import org.jspecify.annotations.NullMarked;

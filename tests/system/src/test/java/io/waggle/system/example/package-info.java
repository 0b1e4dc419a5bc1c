/** The examples of {@code docs/protocol.md}, each carried out with mosquitto's programs or curl, and compared with the page. */
@NullMarked
package io.waggle.system.example;

import org.jspecify.annotations.NullMarked;

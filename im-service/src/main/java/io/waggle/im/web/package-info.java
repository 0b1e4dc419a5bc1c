/** The web app: its built files at the root of the HTTP port, if a folder is set. Owns no table and no topic. */
@NullMarked
package io.waggle.im.web;

import org.jspecify.annotations.NullMarked;

/**
 * The table of {@code docs/messages.md}, row by row. To add a row: write it on the page, and add it with the same words to the
 * class of its subject.
 */
package io.waggle.im.outcome;

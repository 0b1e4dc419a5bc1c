/**
 * The im-service: decides who may send what to whom, orders entries, and stores them. There is one package per feature. A
 * feature owns its tables, and its classes are package-private unless another feature needs them.
 */
@NullMarked
package io.waggle.im;

import org.jspecify.annotations.NullMarked;

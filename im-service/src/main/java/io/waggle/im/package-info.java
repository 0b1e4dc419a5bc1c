/**
 * The brain: who may say what to whom, in which order, and where it is kept. One package per feature; a feature's tables
 * are its own, and its classes are package-private unless another feature asks for them.
 */
@NullMarked
package io.waggle.im;

import org.jspecify.annotations.NullMarked;

package io.waggle.media.upload;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Numbers of parts, from 1. */
record WantedParts(@Nullable List<@Nullable Integer> parts) {}

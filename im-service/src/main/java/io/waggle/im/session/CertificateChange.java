package io.waggle.im.session;

import org.jspecify.annotations.Nullable;

record CertificateChange(@Nullable String certificate) {}

package io.waggle.system.server;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides a test class with its server: the shared one, or, with {@link OwnWaggle}, a separate one. When a test fails, the
 * end of the server's output is shown.
 */
public final class WaggleExtension implements ParameterResolver, AfterTestExecutionCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(WaggleExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == WaggleProcess.class;
    }

    @Override
    public WaggleProcess resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return waggle(context);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        context.getExecutionException()
                .ifPresent(failure -> System.err.println("--- The end of Waggle's log after the failure of "
                        + context.getDisplayName() + "\n" + waggle(context).logTail() + "\n---"));
    }

    /** The store closes it when its context ends. */
    private static WaggleProcess waggle(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        OwnWaggle own = test.getAnnotation(OwnWaggle.class);
        return own == null
                ? context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(WaggleExtension.class, key -> WaggleProcess.start(), WaggleProcess.class)
                : classContext(context)
                        .getStore(NAMESPACE)
                        .computeIfAbsent(test, key -> WaggleProcess.start(own.value()), WaggleProcess.class);
    }

    /** Returns the context of the test class; its instances and methods have child contexts. */
    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext found = context;
        while (found.getTestMethod().isPresent() && found.getParent().isPresent()) {
            found = found.getParent().get();
        }
        return found;
    }
}

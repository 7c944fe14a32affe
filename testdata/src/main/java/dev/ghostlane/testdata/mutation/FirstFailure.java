package dev.ghostlane.testdata.mutation;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// A program that runs a test class and ends at the first failure.
public final class FirstFailure {

    /// Exit code: all tests passed.
    static final int NONE = 0;

    /// Exit code: one failed.
    static final int FOUND = 10;

    /// What the line begins with that names the failure.
    static final String MARK = "FAILED ";

    private FirstFailure() {}

    /// @param arguments full name of a test class
    public static void main(String[] arguments) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(arguments[0]))
                // What fails is enough; a smaller case of it takes seconds.
                .configurationParameter("jqwik.shrinking.default", "OFF").build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary, new Listener(arguments[0]));
        if (summary.getSummary().getTestsSucceededCount() == 0) {
            System.out.println("no test ran");
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(NONE);
    }

    private record Listener(String suite) implements TestExecutionListener {

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                String message = String.valueOf(result.getThrowable().orElseThrow().getMessage());
                System.out.println(MARK + name(test) + ": " + message.lines().findFirst().orElse("").strip());
                System.out.flush();
                Runtime.getRuntime().halt(FOUND);
            }
        }

        /// The method may be one that the suite inherits.
        private String name(TestIdentifier test) {
            return suite.substring(suite.lastIndexOf('.') + 1) + "."
                    + test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast)
                            .map(MethodSource::getMethodName).orElse(test.getDisplayName());
        }
    }
}

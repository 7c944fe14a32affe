package dev.ghostlane.ghostnetv2.hub;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/// Tests that run in the build's first JVM, not again in those for the vector widths: nothing in them depends on
/// kernels.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(named = "ghostlane.test.expect", matches = ".*",
        disabledReason = "ran in the build's first JVM")
@interface FirstJvmOnly {
}

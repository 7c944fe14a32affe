/// What attention costs: blocks of attention and whole networks side by side, and the report about them.
package dev.ghostlane.bench.attention;

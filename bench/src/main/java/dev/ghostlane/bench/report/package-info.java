/// From JMH's results to tables and JSON.
package dev.ghostlane.bench.report;

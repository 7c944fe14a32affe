/// Ghostlane on Apache Spark: [GhostlaneClassifier] and [GhostlaneEmbedder] for columns of photos, the same as SQL
/// functions by [GhostlaneFunctions], and a program in [dev.ghostlane.spark.program]. The results have the same bits on
/// every executor, whatever its vectors, and however often a task is tried.
package dev.ghostlane.spark;

/// The program `spark/classify`: a folder of photos in, a table of answers out.
package dev.ghostlane.spark.program;

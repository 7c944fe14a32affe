/// The events of the engine for JDK Flight Recorder. Not exported.
///
/// Names and fields of recorded events are stable. Using one of these classes starts JFR, so ask
/// `FlightRecorder.isInitialized()` first.
package dev.ghostlane.engine.events;

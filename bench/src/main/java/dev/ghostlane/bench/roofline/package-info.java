/// Each step of a network against the machine: how fast it is, how fast it could be, where the time is lost.
package dev.ghostlane.bench.roofline;

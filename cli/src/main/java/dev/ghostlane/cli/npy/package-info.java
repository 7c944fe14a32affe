/// NumPy's files of float32: `.npy` read and written piece by piece, `.npz` written, and the order of their axes.
/// Files appear when they are complete. Internal to the command; the formats are NumPy's.
package dev.ghostlane.cli.npy;

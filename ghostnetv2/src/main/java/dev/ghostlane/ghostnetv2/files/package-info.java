/// Writing files so that no reader ever sees half of one, their digests, their texts in messages. Shared by the library
/// and the command.
///
/// Not meant for applications: it may change with any version.
package dev.ghostlane.ghostnetv2.files;

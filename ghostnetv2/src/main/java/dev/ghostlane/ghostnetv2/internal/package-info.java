/// What the library's packages and the command share and users do not see.
package dev.ghostlane.ghostnetv2.internal;

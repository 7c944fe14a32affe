/// What the library's packages share and users do not see.
package dev.ghostlane.ghostnetv2.internal;

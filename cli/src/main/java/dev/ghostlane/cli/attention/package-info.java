/// What a network attends to, as a page or a picture: maps in colours over the photo.
package dev.ghostlane.cli.attention;

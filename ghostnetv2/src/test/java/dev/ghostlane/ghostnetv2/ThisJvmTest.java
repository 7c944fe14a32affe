package dev.ghostlane.ghostnetv2;

import dev.ghostlane.testdata.contract.ThisJvmContract;

class ThisJvmTest extends ThisJvmContract {}

package dev.ghostlane.engine;

import dev.ghostlane.testdata.contract.ThisJvmContract;

class ThisJvmTest extends ThisJvmContract {}

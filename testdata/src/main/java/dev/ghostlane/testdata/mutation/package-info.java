/// Tests of tests: plausible bugs are put into classes one at a time, and a suite must see each. For this repository.
package dev.ghostlane.testdata.mutation;

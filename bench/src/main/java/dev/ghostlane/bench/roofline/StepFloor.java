package dev.ghostlane.bench.roofline;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.engine.Profile;
import java.util.Map;

/// A step's time next to the least that the machine needs for it.
///
/// *Floor.* The larger of two times: that of its multiply-adds at the FMA peak, and that of its bytes. Maps come
/// from and go to the smallest level that holds all of the step's maps and weights; weights, of which each is read once
/// a run, come from the level that holds all that a run touches. A level's bandwidth is that of a triad.
///
/// @param step name, kind, sizes
/// @param micros median time
/// @param computeMicros time of the multiply-adds at the peak
/// @param moveMicros time of the bytes
/// @param level the level that holds the step's maps
record StepFloor(Profile.Entry step, double micros, double computeMicros, double moveMicros, String level) {

    /// @param runBytes bytes that a run touches: all weights and the working memory
    static StepFloor of(Profile.Entry step, double micros, MachineSpeed machine, long runBytes) {
        MachineSpeed.Level maps = machine.holding(step.mapBytes() + step.weightBytes());
        MachineSpeed.Level weights = machine.holding(runBytes);
        double moving = step.mapBytes() / maps.gigabytes() + step.weightBytes() / weights.gigabytes();
        return new StepFloor(step, micros, 2.0 * step.multiplyAdds() / machine.peak() / 1000, moving / 1000,
                maps.name());
    }

    double floorMicros() { return Math.max(computeMicros, moveMicros); }

    double lossMicros() { return micros - floorMicros(); }

    /// What bounds it: `FMA`, or where its bytes are.
    String bound() { return computeMicros >= moveMicros ? "FMA" : level; }

    Map<String, Object> toMap() {
        return Json.map("name", step.name(), "kind", step.kind(), "output", step.output().toString(), "multiply_adds",
                step.multiplyAdds(), "map_bytes", step.mapBytes(), "weight_bytes", step.weightBytes(), "us", micros,
                "floor_us", floorMicros(), "floor_compute_us", computeMicros, "floor_move_us", moveMicros, "bound",
                bound(), "loss_us", lossMicros());
    }
}

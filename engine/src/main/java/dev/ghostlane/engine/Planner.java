package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.ElementwiseSteps;
import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a [Plan]: infers shapes, lets the inputs of concatenations be written straight into the joined map and
/// element-wise steps over their inputs, and lays out the arena by liveness.
final class Planner {
    private final CompiledNetwork compiled;
    private final List<Step> steps;
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Map<String, Plan.Part> parts = new HashMap<>();

    Planner(CompiledNetwork compiled) {
        this.compiled = compiled;
        this.steps = compiled.steps();
    }

    Plan plan(Shape input) { return plan(input, StepGroups.CACHED_BYTES); }

    /// @param cachedBytes as for [StepGroups]
    Plan plan(Shape input, long cachedBytes) {
        String inputName = compiled.network().input();
        shapes.put(inputName, input);
        for (Step step : steps) {
            shapes.put(step.output(), step.shape(inputs(step)));
        }
        Set<String> joined = joinConcatenations();
        List<PlannedStep> planned = new ArrayList<>();
        for (Step step : steps) {
            if (joined.contains(step.output())) {
                continue;
            }
            Shape output = shapes.get(step.output());
            long floats = output.floats();
            for (int i = 0; i < step.inputs().size(); i++) {
                floats += step.reads(i) ? shapes.get(step.inputs().get(i)).floats() : 0;
            }
            planned.add(new PlannedStep(step, output, step.multiplyAdds(output),
                    floats * Float.BYTES));
        }
        overwriteInputs(planned);
        List<StepGroups.Group> groups = StepGroups.of(traffic(inputName, planned), input.batch(), cachedBytes);
        BufferPlaces places = places(inputName, planned, groups);
        Map<String, Plan.Location> locations = new HashMap<>();
        for (Map.Entry<String, Shape> value : shapes.entrySet()) {
            Plan.Part root = root(value.getKey());
            locations.put(value.getKey(), new Plan.Location(value.getValue(),
                    places.offset(root.buffer()) + root.firstChannel(), shapes.get(root.buffer()).channels(),
                    places.isPassing(root.buffer())));
        }
        int scratch = 0;
        for (PlannedStep step : planned) {
            scratch = Math.max(scratch, ArenaLayout.lines(step.step().scratchFloats(step.output())));
        }
        return new Plan(compiled, planned, groups, locations, places.floats(), places.imageFloats(), scratch);
    }

    private List<Shape> inputs(Step step) { return step.inputs().stream().map(shapes::get).toList(); }

    /// Places the inputs of concatenations inside their outputs. An input stays apart, and is copied, if it is
    /// the network's input, a part of another concatenation already, or joined twice.
    ///
    /// @return the concatenations all of whose inputs are placed, so that nothing is left to do
    private Set<String> joinConcatenations() {
        Set<String> joined = new HashSet<>();
        for (Step step : steps) {
            if (step instanceof ElementwiseSteps.Concatenate) {
                boolean all = true;
                int channel = 0;
                for (String input : step.inputs()) {
                    boolean free = !input.equals(compiled.network().input()) && !parts.containsKey(input);
                    if (free) {
                        parts.put(input, new Plan.Part(step.output(), channel));
                    }
                    all &= free;
                    channel += shapes.get(input).channels();
                }
                if (all) {
                    joined.add(step.output());
                }
            }
        }
        return joined;
    }

    /// Places the outputs of steps that can work in place over their first inputs, where nothing else needs these. What
    /// is written is then in the nearest cache already, and the arena is smaller. An output stays apart if it is a part
    /// of a concatenation.
    private void overwriteInputs(List<PlannedStep> planned) {
        for (int i = 0; i < planned.size(); i++) {
            Step step = planned.get(i).step();
            String input = step.inputs().getFirst();
            if (step.inPlace() && !parts.containsKey(step.output()) && isLastRead(input, planned, i)) {
                parts.put(step.output(), new Plan.Part(root(input).buffer(), 0));
            }
        }
    }

    /// Whether a step may overwrite its first input: the input fills its buffer, and nothing else reads that buffer:
    /// no other input of the step, no later step and no user of the outputs.
    private boolean isLastRead(String input, List<PlannedStep> planned, int reader) {
        String buffer = root(input).buffer();
        List<String> needed = new ArrayList<>(compiled.outputs());
        needed.add(compiled.network().input());
        List<String> inputs = planned.get(reader).step().inputs();
        needed.addAll(inputs.subList(1, inputs.size()));
        planned.subList(reader + 1, planned.size()).forEach(later -> needed.addAll(later.step().inputs()));
        return shapes.get(buffer).equals(shapes.get(input))
                && needed.stream().noneMatch(value -> root(value).buffer().equals(buffer));
    }

    /// The buffer that holds a value, and the channel at which it begins there.
    private Plan.Part root(String value) {
        Plan.Part part = parts.get(value);
        if (part == null) {
            return new Plan.Part(value, 0);
        }
        Plan.Part root = root(part.buffer());
        return new Plan.Part(root.buffer(), root.firstChannel() + part.firstChannel());
    }

    /// What the steps move, for [StepGroups].
    private List<StepGroups.Traffic> traffic(String inputName, List<PlannedStep> planned) {
        Map<String, Integer> writers = new HashMap<>(Map.of(inputName, -1));
        Map<String, Integer> readers = new HashMap<>();
        List<List<StepGroups.Read>> reads = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            Step step = planned.get(i).step();
            List<StepGroups.Read> all = new ArrayList<>();
            for (int k = 0; k < step.inputs().size(); k++) {
                String input = step.inputs().get(k);
                if (step.reads(k)) {
                    all.add(new StepGroups.Read(bytes(input), writers.get(root(input).buffer())));
                }
                readers.put(root(input).buffer(), i);
            }
            reads.add(all);
            writers.put(root(step.output()).buffer(), i);
        }
        compiled.outputs().forEach(output -> readers.put(root(output).buffer(), planned.size()));
        List<StepGroups.Traffic> traffic = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            Step step = planned.get(i).step();
            traffic.add(new StepGroups.Traffic(step.weightBytes(), bytes(step.output()),
                    readers.getOrDefault(root(step.output()).buffer(), i), reads.get(i)));
        }
        return traffic;
    }

    private long bytes(String value) { return (long) shapes.get(value).floats() * Float.BYTES; }

    /// The input and the outputs live as long as the run, so that a run can be repeated and its results read.
    private BufferPlaces places(String inputName, List<PlannedStep> planned, List<StepGroups.Group> groups) {
        BufferPlaces places = new BufferPlaces(groups, planned.size());
        places.write(inputName, shapes.get(inputName), 0);
        places.read(inputName, planned.size());
        for (int i = 0; i < planned.size(); i++) {
            Step step = planned.get(i).step();
            String buffer = root(step.output()).buffer();
            places.write(buffer, shapes.get(buffer), i);
            for (String input : step.inputs()) {
                places.read(root(input).buffer(), i);
            }
        }
        compiled.outputs().forEach(output -> places.read(root(output).buffer(), planned.size()));
        try {
            places.place();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("an input of " + shapes.get(inputName)
                    + " needs more working memory than an array can have; use a smaller batch", e);
        }
        return places;
    }
}

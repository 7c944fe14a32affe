package dev.ghostlane.testdata.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.operations.AddCase;
import dev.ghostlane.testdata.operations.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/// Cases that are drawn reach all edges, whoever chooses, and jqwik makes them smaller.
class DrawTest {

    @Example
    void rangesAreReachedToTheirEnds() {
        assertEquals(-2, new Draw(() -> 0, Content.NORMAL, 1).between(-2, 5));
        assertEquals(5, new Draw(() -> Integer.MAX_VALUE, Content.NORMAL, 1).between(-2, 5));
        assertEquals(Integer.MAX_VALUE,
                new Draw(() -> Integer.MAX_VALUE, Content.NORMAL, 1).between(0, Integer.MAX_VALUE));
    }

    @Example
    void jqwikAndSeedsReachAllEdges() {
        List<AddCase> ofSeeds = Operation.ADD.cases(Set.of(Content.values()), 1, 2000);
        RandomGenerator<AddCase> generator = Draws.arbitrary(Operation.ADD.drawn()).generator(1000, false);
        Random random = new Random(1);
        List<AddCase> ofJqwik = new ArrayList<>();
        for (int i = 0; i < ofSeeds.size(); i++) {
            ofJqwik.add(generator.next(random).value());
        }
        for (List<AddCase> cases : List.of(ofSeeds, ofJqwik)) {
            Set<Integer> channels = new HashSet<>();
            Set<Content> contents = new HashSet<>();
            cases.forEach(each -> {
                channels.add(each.channels());
                contents.add(each.setting().content());
            });
            for (int count : new int[]{1, 2, 7, 8, 9, 16, 17, 92, 129, 130, 672, 960, 1536}) {
                assertTrue(channels.contains(count), () -> count + " is missing in " + channels);
            }
            assertEquals(Content.values().length, contents.size());
            List<Predicate<AddCase>> edges = List.of(each -> each.right().equals(Placement.DENSE),
                    each -> each.right().gap() == 0 && each.right().offset() > 0, each -> each.right().gap() > 0,
                    each -> each.shape().pixels() == 1, each -> each.shape().height() == 40,
                    each -> each.shape().width() == 1 && each.shape().height() > 1, each -> each.shape().batch() == 3);
            for (int i = 0; i < edges.size(); i++) {
                int number = i;
                assertTrue(cases.stream().anyMatch(edges.get(i)), () -> "edge " + number + " is missing");
            }
        }
    }

    @Example
    void jqwikMakesFailingCasesSmall() {
        Predicate<AddCase> fails = each -> each.channels() >= 19 && each.shape().width() >= 3;
        RandomGenerator<AddCase> generator = Draws.arbitrary(Operation.ADD.drawn()).generator(1000, false);
        Random random = new Random(7);
        for (int i = 0; i < 3; i++) {
            Shrinkable<AddCase> smallest = generator.next(random);
            while (!fails.test(smallest.value())) {
                smallest = generator.next(random);
            }
            Optional<Shrinkable<AddCase>> smaller = Optional.of(smallest);
            while (smaller.isPresent()) {
                smallest = smaller.get();
                smaller = smallest.shrink().filter(each -> fails.test(each.value())).findFirst();
            }
            AddCase found = smallest.value();
            assertEquals(new MapShape(1, 1, 3), found.shape());
            assertTrue(found.channels() <= 23, found.toString());
            assertEquals(Placement.DENSE, found.right());
        }
    }
}

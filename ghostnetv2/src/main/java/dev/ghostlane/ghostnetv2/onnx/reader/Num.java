package dev.ghostlane.ghostnetv2.onnx.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A number that a graph computes about sizes: known, or known to be the same as another one.
sealed interface Num {

    /// A number that is known.
    record Known(double value) implements Num {}

    /// A number that depends on the input's size. Those of the same identity are equal.
    record Unknown(int id) implements Num {}

    Num ONE = new Known(1);

    /// Whether the number is known to be this one.
    default boolean is(double value) { return this instanceof Known known && known.value() == value; }

    /// Gives numbers that are computed alike the same identity.
    final class Terms {
        private final Map<List<Object>, Num> terms = new HashMap<>();
        private final Map<Num, List<Object>> origins = new HashMap<>();
        private int others;

        /// An unknown number, told from others by an operation and what it is computed of.
        Num of(Object... term) {
            return terms.computeIfAbsent(List.of(term), key -> {
                Num num = new Unknown(terms.size());
                origins.put(num, key);
                return num;
            });
        }

        /// A number like no other one.
        Num other() { return new Unknown(--others); }

        /// Positions of a window: `floor((size + surplus) / stride) + 1`.
        ///
        /// @param surplus padding at both ends less the kernel
        Num windows(Num size, int surplus, int stride) {
            if (size instanceof Known known) {
                return new Known(Math.floor((known.value() + surplus) / stride) + 1);
            }
            return surplus == -1 && stride == 1 ? size : of("windows", size, surplus, stride);
        }

        /// Two numbers combined by `Add`, `Sub`, `Mul` or `Div`; integers divide to integers.
        Num combine(String operator, Num left, Num right, boolean integers) {
            if (left instanceof Known(double a) && right instanceof Known(double b)) {
                return new Known(switch (operator) {
                    case "Add" -> a + b;
                    case "Sub" -> a - b;
                    case "Mul" -> a * b;
                    default -> integers ? (double) (long) (a / b) : a / b;
                });
            }
            if (right.is(1) && (operator.equals("Mul") || operator.equals("Div"))) {
                return left;
            }
            return of(operator, left, right, integers);
        }

        /// What a resize by a scale gives: `floor(size · scale)`, in single precision.
        Num scaled(Num size, Num scale) {
            if (size instanceof Known(double a) && scale instanceof Known(double b)) {
                return new Known(Math.floor((float) a * (float) b));
            }
            List<Object> origin = origins.get(scale);
            if (origin != null && origin.getFirst().equals("Div") && origin.get(2).equals(size)) {
                return (Num) origin.get(1);
            }
            return scale.is(1) ? size : of("scaled", size, scale);
        }
    }
}

package dev.ghostlane.ghostnetv2.onnx.reader;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A number that a graph computes about sizes: known, or known to be the same as another one.
sealed interface Num {

    /// A number that is known.
    record Known(double value) implements Num {}

    /// A number that depends on the input's size. Each is equal to itself alone.
    final class Unknown implements Num {

        /// The operation that gives it and what it is computed of; null if that is not known.
        private final List<Object> term;

        private Unknown(List<Object> term) { this.term = term; }
    }

    Num ONE = new Known(1);

    /// Whether the number is known to be this one.
    default boolean is(double value) { return this instanceof Known known && known.value() == value; }

    /// A number for messages: a whole one without fraction.
    static String shown(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    /// Makes those that are computed alike the same number.
    final class Terms {

        /// Several times what the largest networks of the family compute; beyond it, none are the same any more. A
        /// graph of many lists of sizes must not fill memory.
        private static final int MOST = 1000;

        private final Map<List<Object>, Num> terms = new HashMap<>();

        /// An unknown number, told from others by an operation and what it is computed of.
        Num of(Object... term) {
            List<Object> key = List.of(term);
            Num known = terms.get(key);
            if (known == null) {
                if (terms.size() == MOST) {
                    return other();
                }
                known = new Unknown(key);
                terms.put(key, known);
            }
            return known;
        }

        /// A number like no other one.
        Num other() { return new Unknown(null); }

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
            if (scale instanceof Unknown unknown && unknown.term != null && unknown.term.getFirst().equals("Div")
                    && unknown.term.get(2).equals(size)) {
                return (Num) unknown.term.get(1);
            }
            return scale.is(1) ? size : of("scaled", size, scale);
        }
    }
}

package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/// Kernels that do their work and then spoil one bit.
final class WrongKernels {

    /// What is spoilt.
    enum Fault {
        /// The lowest bit of the output's last element.
        LAST_BIT,
        /// An element behind the output: a write that does not belong there.
        BEHIND_OUTPUT
    }

    private WrongKernels() {}

    /// The scalar kernels with a fault in every one of them.
    static Kernels with(Fault fault) {
        RecordComponent[] components = Kernels.class.getRecordComponents();
        Object[] values = Arrays.stream(components).map(component -> spoil(component, fault)).toArray();
        try {
            Constructor<Kernels> constructor = Kernels.class.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object spoil(RecordComponent component, Fault fault) {
        Object right = call(component.getAccessor(), Kernels.scalar());
        if (!component.getType().isInterface()) {
            return right;
        }
        return Proxy.newProxyInstance(WrongKernels.class.getClassLoader(), new Class<?>[]{component.getType()},
                (_, method, arguments) -> {
                    Object result = call(method, right, arguments);
                    if (method.getName().equals("run")) {
                        spoil(output(arguments), fault);
                    }
                    return result;
                });
    }

    private static void spoil(FeatureMap output, Fault fault) {
        int behind = output.index(output.rows() - 1, output.width() - 1) + output.channels();
        int at = fault == Fault.LAST_BIT ? behind - 1 : behind;
        output.data()[at] = Float.intBitsToFloat(Float.floatToRawIntBits(output.data()[at]) ^ 1);
    }

    /// The last map among the arguments, in every contract.
    private static FeatureMap output(Object[] arguments) {
        FeatureMap output = null;
        for (Object argument : arguments) {
            output = argument instanceof FeatureMap map ? map : output;
        }
        return output;
    }

    private static Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

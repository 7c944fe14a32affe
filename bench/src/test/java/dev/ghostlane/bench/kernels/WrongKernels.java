package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.png.Unfiltering;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/// Kernels that do their work and then spoil one bit.
final class WrongKernels {

    /// What is spoilt.
    enum Fault {
        /// The lowest bit of the output's last element.
        LAST_BIT,
        /// An element after the output: a write that does not belong there.
        BEHIND_OUTPUT
    }

    private WrongKernels() {}

    /// The scalar kernels with a fault in every one of them.
    static Kernels with(Fault fault) {
        return (Kernels) proxy(Kernels.class, (_, accessor, arguments) -> {
            Object right = call(accessor, Kernels.scalar(), arguments);
            return accessor.getReturnType().isInterface() ? spoil(accessor.getReturnType(), right, fault) : right;
        });
    }

    private static Object spoil(Class<?> contract, Object right, Fault fault) {
        return proxy(contract, (_, method, arguments) -> {
            Object result = call(method, right, arguments);
            FeatureMap output = output(arguments);
            if (contract == Unfiltering.class) {
                ((byte[]) arguments[0])[(Integer) arguments[1]] ^= 1;
            } else if (output == null) {
                spoilSamples(arguments);
            } else if (method.getName().equals("run")) {
                spoil(output, fault);
            }
            return result;
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(WrongKernels.class.getClassLoader(), new Class<?>[]{type}, handler);
    }

    private static void spoil(FeatureMap output, Fault fault) {
        int after = output.index(output.rows() - 1, output.width() - 1) + output.channels();
        int at = fault == Fault.LAST_BIT ? after - 1 : after;
        output.data()[at] = Float.intBitsToFloat(Float.floatToRawIntBits(output.data()[at]) ^ 1);
    }

    /// Changes a bit of the first sample of the output, which is the last array of samples, bytes or floats, followed
    /// by where in it the output begins, if not at 0.
    private static void spoilSamples(Object[] arguments) {
        for (int i = arguments == null ? -1 : arguments.length - 1; i >= 0; i--) {
            int at = i + 1 < arguments.length && arguments[i + 1] instanceof Integer begin ? begin : 0;
            if (arguments[i] instanceof short[] samples) {
                samples[at] ^= 1;
                return;
            }
            if (arguments[i] instanceof byte[] bytes) {
                bytes[at] ^= 1;
                return;
            }
            if (arguments[i] instanceof float[] floats) {
                floats[at] = Float.intBitsToFloat(Float.floatToRawIntBits(floats[at]) ^ 1);
                return;
            }
        }
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

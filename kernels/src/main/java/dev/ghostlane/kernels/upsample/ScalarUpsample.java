package dev.ghostlane.kernels.upsample;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [Upsample].
final class ScalarUpsample implements Upsample {

    static final ScalarUpsample INSTANCE = new ScalarUpsample();

    @Override
    public void run(Resize resize, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Upsample.check(resize, input, output, rowBegin, rowEnd);
        float[] in = input.data();
        ResizeAxis vertical = resize.vertical();
        ResizeAxis horizontal = resize.horizontal();
        for (int row = rowBegin; row < rowEnd; row++) {
            int firstRow = row / output.height() * input.height();
            int y = row % output.height();
            for (int x = 0; x < output.width(); x++) {
                int a = input.index(firstRow + vertical.lower()[y], horizontal.lower()[x]);
                int b = input.index(firstRow + vertical.lower()[y], horizontal.upper()[x]);
                int c = input.index(firstRow + vertical.upper()[y], horizontal.lower()[x]);
                int d = input.index(firstRow + vertical.upper()[y], horizontal.upper()[x]);
                int to = output.index(row, x);
                for (int i = 0; i < output.channels(); i++) {
                    output.data()[to + i] = resize.mode() == UpsampleMode.NEAREST
                            ? in[a + i]
                            : Resize.bilinear(in[a + i], in[b + i], in[c + i], in[d + i],
                                    horizontal.upperWeight()[x], vertical.upperWeight()[y]);
                }
            }
        }
    }
}

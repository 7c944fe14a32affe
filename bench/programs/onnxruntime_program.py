# Says what is on photos, with ONNX Runtime.
import onnxruntime
from pillow_pixels import pixels


class Program:
    def __init__(self, model, labels, threads):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(model, options)
        self.labels = open(labels).read().splitlines()

    def logits(self, pixels):
        return self.session.run(None, {"input": pixels[None]})[0][0]

    def classify(self, photo):
        return [self.labels[i] for i in self.logits(pixels(photo)).argsort()[:-6:-1]]

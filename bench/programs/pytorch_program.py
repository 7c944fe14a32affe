# Says what is on photos, with PyTorch.
import torch
from pillow_pixels import pixels


class Program:
    def __init__(self, model, labels, threads):
        torch.set_num_threads(threads)
        self.model = torch.jit.load(model)
        self.labels = open(labels).read().splitlines()

    def logits(self, pixels):
        with torch.inference_mode():
            return self.model(torch.from_numpy(pixels[None]))[0].numpy()

    def classify(self, photo):
        return [self.labels[i] for i in self.logits(pixels(photo)).argsort()[:-6:-1]]

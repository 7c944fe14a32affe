"""Runs a program of Python for bench/peers: the orders and answers of Served.java, one photo at a time.

Arguments: the program's name, then model, labels, threads of a run.
"""

import importlib
import sys
import traceback

program = importlib.import_module(sys.argv[1])
served = program.Program(sys.argv[2], sys.argv[3], int(sys.argv[4]))


def answer(order, *words):
    if order == "classify":
        return "\t".join(served.classify(words[0]))
    # What a classification does not need.
    import numpy

    values = program.pixels(words[0]) if order == "pixels" else served.logits(
        numpy.fromfile(words[0], "<f4").reshape(3, 224, 224))
    values.astype("<f4").tofile(words[1])
    return "done"


for line in sys.stdin:
    try:
        print(answer(*line.rstrip("\n").split("\t")), flush=True)
    except Exception as error:
        traceback.print_exc()
        print("failed\t" + repr(error), flush=True)

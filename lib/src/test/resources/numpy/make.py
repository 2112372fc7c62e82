"""Writes the arrays that NpzTest reads, with numpy itself: python3 make.py"""

import numpy

numbers = numpy.arange(24) / 4 - 3
arrays = {
    "float.rank4": numbers.reshape(2, 3, 2, 2).astype("<f4"),
    "double.rank2": (numbers[:6] + 1e-9).reshape(2, 3),
    "double.rank1": numbers[:5],
    "double.rank0": numpy.float64(2.5),
    "double.empty": numpy.zeros((0, 3)),
    "double.fortran": numpy.asfortranarray(numbers.reshape(2, 3, 4)),
    "int.rank1": numpy.array([1, -2, 2**31 - 1], dtype="<i4"),
    "long.rank0": numpy.int64(2**53 + 1),
}
numpy.savez("stored.npz", **arrays)
numpy.savez_compressed("compressed.npz", **arrays)
numpy.savez("complex.npz", wave=numpy.ones(2, dtype="<c8"))

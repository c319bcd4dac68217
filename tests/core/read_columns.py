"""Reads a file of columns as h5py users would; prints what column_h5py_tests.cpp expects."""

import sys

import h5py

with h5py.File(sys.argv[1], "r") as file:
    design = file["designs/0"]
    print(file.attrs["format"], int(file.attrs["seed"]), float(file.attrs["seconds"]))
    print(list(file.attrs["components"]))
    print(design["last_use"].dtype, design["last_use"][:].tolist())
    print(design["use"].dtype, design["use"].shape, int(design["use"][:].sum()))
    print(design["names"].asstr()[:].tolist())

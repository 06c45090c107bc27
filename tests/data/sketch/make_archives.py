#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the .npz files beside it with NumPy: the same drawings under every pickle protocol, and others in odd forms.

usage: make_archives.py FOLDER
"""
import io
import pathlib
import pickle
import sys
import zipfile

import numpy as np


class Call:
    """Pickles as a call of os.system."""

    def __reduce__(self):
        import os
        return os.system, ("echo foreign > foreign.txt",)


def objects(*drawings):
    array = np.empty(len(drawings), dtype=object)
    array[:] = drawings
    return array


def rows(values, dtype, order="C"):
    return np.array(values, dtype=dtype, order=order)


def npy(array, protocol=4, version=(1, 0)):
    out = io.BytesIO()
    if array.dtype != object:
        np.lib.format.write_array(out, array, version=version)
        return out.getvalue()
    header = np.lib.format.header_data_from_array_1_0(array)
    writer = {(1, 0): np.lib.format.write_array_header_1_0, (2, 0): np.lib.format.write_array_header_2_0}
    writer[version](out, header)
    out.write(pickle.dumps(array, protocol=protocol))
    return out.getvalue()


def save(folder, name, compression=zipfile.ZIP_DEFLATED, **arrays):
    with zipfile.ZipFile(folder / f"{name}.npz", "w", compression) as archive:
        for key, content in arrays.items():
            archive.writestr(zipfile.ZipInfo(f"{key}.npy", (1980, 1, 1, 0, 0, 0)), content, compression)


def main():
    folder = pathlib.Path(sys.argv[1])
    short = [[0, 0, 0], [10, 0, 0], [0, 5, 1], [10, 0, 0], [0, 10, 1]]
    long = [[i % 7 - 3, 200 * (i % 3) - 255, i % 10 == 9] for i in range(200)]
    train = objects(rows(short, "<i2"), rows(long, "<i2"), np.zeros((0, 3), dtype="<i2"), rows(short, "<f4"))
    valid = objects(rows(short, ">i2"), rows(short, "<i2", "F"), rows(short, ">f8"), rows(short, "<f2"), rows(short, "i1"),
                    rows(short, "<i8"), rows(short, "<f4", "F"))
    for protocol in range(6):
        save(folder, f"protocol_{protocol}", train=npy(train, protocol), valid=npy(valid, protocol),
             test=npy(objects(rows(short, "<i2")), protocol, (2, 0)))
    same = np.array([short, short], dtype="<i2")
    save(folder, "one_length", zipfile.ZIP_STORED, train=npy(same), valid=npy(same.astype(object)),
         test=npy(np.array([])))
    save(folder, "foreign", train=npy(objects(Call(), Call())), valid=npy(train), test=npy(train))
    save(folder, "fortran", train=npy(np.asfortranarray(same)))
    save(folder, "five_columns", train=npy(objects(np.zeros((4, 5), dtype="<i2"), np.zeros((2, 3), dtype="<i2"))))
    save(folder, "not_a_number", train=npy(objects(rows([[0, float("nan"), 1]], "<f4"), rows(short, "<i2"))))
    save(folder, "text", train=npy(np.array(["a", "b"])))


if __name__ == "__main__":
    main()

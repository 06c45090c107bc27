// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the tiny stylization model to the path that is its argument, for tests that link no models.
#include "models/runtime/model_file.h"
#include "tests/support/tiny_style_model.h"

#include <cstdio>
#include <exception>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 2;
    try {
        const solferino::models::ModelFile model = solferino::test::tinyStyleModel();
        solferino::models::writeModelFile(argv[1], model.info, model.tensors,
                                          solferino::models::StoredAs::Float32);
    } catch (const std::exception &error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}

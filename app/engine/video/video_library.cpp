// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/video/video_library.h"

#include "core/protocol/fields.h"
#include "models/runtime/error.h"

#include <dlfcn.h>

namespace solferino {

namespace fs = std::filesystem;
using models::Error;

namespace {

fs::path libraryFile()
{
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    return failure ? fs::path() : program.parent_path() / "solferino-video.so";
}

const VideoLibrary *load()
{
    if (!hasVideoLibrary())
        throw OptionError("operation", "videos need OpenCV, which this engine was built without");
    void *library = dlopen(libraryFile().c_str(), RTLD_NOW | RTLD_LOCAL);
    const auto function =
        library ? reinterpret_cast<VideoLibraryFunction>(dlsym(library, kVideoLibraryFunction)) : nullptr;
    if (!function)
        throw Error(Error::Kind::File, std::string("OpenCV cannot be loaded: ") + dlerror() + ".");
    return function();
}

} // namespace

bool hasVideoLibrary()
{
    std::error_code failure;
    return fs::is_regular_file(libraryFile(), failure);
}

const VideoLibrary &videoLibrary()
{
    static const VideoLibrary *const library = load();
    return *library;
}

} // namespace solferino

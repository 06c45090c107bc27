// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/image/tiff_layout.h"

namespace solferino {

/// Reads the strips or tiles of a plain layout into a picture of its size. Throws FormatError if one is
/// missing or broken.
void readTiffBlocks(const TiffMemory &memory, const TiffLayout &layout, Picture &picture);

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace solferino::svg {

// Attributes of our own, by which readSvg() gives back what writeSvg() was given.
inline constexpr const char *kNamespace = "urn:solferino:sketch:1";
inline constexpr const char *kStrokeId = "solferino:id";
inline constexpr const char *kLayer = "solferino:layer"; ///< "machine"; absent: mine
inline constexpr const char *kGroup = "solferino:group";
inline constexpr const char *kWidth = "solferino:width";
inline constexpr const char *kPressure = "solferino:pressure"; ///< a number a point; absent: 1
inline constexpr const char *kBackground = "solferino:background";
inline constexpr const char *kNextId = "solferino:next-id";
inline constexpr const char *kMineLook = "solferino:mine"; ///< "1 0.5": visible, opacity
inline constexpr const char *kMachineLook = "solferino:machine";
inline constexpr const char *kSymmetry = "solferino:symmetry"; ///< x, y, angle
inline constexpr const char *kRequest = "solferino:request";   ///< an element of the metadata
inline constexpr const char *kMachineLayer = "machine";

} // namespace solferino::svg

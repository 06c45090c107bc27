# SPDX-License-Identifier: GPL-3.0-or-later
# Finds the parts of OpenCV that read and write videos and cameras, without asking for the rest of it, which its own
# package file does.
# Output: OpenCVVideo_FOUND and the target OpenCV::Video
find_path(OpenCVVideo_INCLUDE_DIR opencv2/videoio.hpp PATH_SUFFIXES opencv4)
find_library(OpenCVVideo_CORE_LIBRARY opencv_core)
find_library(OpenCVVideo_VIDEOIO_LIBRARY opencv_videoio)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(OpenCVVideo REQUIRED_VARS
    OpenCVVideo_VIDEOIO_LIBRARY OpenCVVideo_CORE_LIBRARY OpenCVVideo_INCLUDE_DIR)
mark_as_advanced(OpenCVVideo_INCLUDE_DIR OpenCVVideo_CORE_LIBRARY OpenCVVideo_VIDEOIO_LIBRARY)
if(OpenCVVideo_FOUND AND NOT TARGET OpenCV::Video)
    add_library(OpenCV::Video INTERFACE IMPORTED)
    set_target_properties(OpenCV::Video PROPERTIES
        INTERFACE_INCLUDE_DIRECTORIES "${OpenCVVideo_INCLUDE_DIR}"
        INTERFACE_LINK_LIBRARIES "${OpenCVVideo_VIDEOIO_LIBRARY};${OpenCVVideo_CORE_LIBRARY}")
endif()

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef SOLFERINO_CAMERA_LIBRARY
#include <opencv2/core.hpp>
#include <opencv2/videoio.hpp>

#include <QString>

namespace solferino {

/// Writes a video of 64 x 48 pixels, 20 a second, in one colour that grows lighter.
inline void writeVideo(const QString &path, int frames)
{
    cv::VideoWriter writer(path.toStdString(), cv::CAP_OPENCV_MJPEG,
                           cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 20.0, {64, 48});
    for (int i = 0; i < frames; ++i)
        writer.write(cv::Mat(48, 64, CV_8UC3, cv::Scalar(40, 60 + i, 200)));
}

} // namespace solferino
#endif

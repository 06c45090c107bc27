// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/documents/take.h"

#include <QObject>
#include <QPointer>

#include <string>
#include <vector>

namespace solferino {

class Job;
class JobQueue;
struct Message;
struct ModelChoice;
class Settings;
class StyleListModel;
class StyleModels;

/// Every style on the person's own photo, small, for the strip. Work for when nothing else is asked for: a
/// preview stops it, and it goes on afterwards with what is missing. GUI thread.
class StyleThumbnails final : public QObject
{
    Q_OBJECT
public:
    /// Pixels of the longer side.
    static constexpr int kLongestSide = 192;

    struct Parts
    {
        const StyleModels &models;
        StyleListModel &styles;
        JobQueue &queue;
        Settings &settings;
    };
    StyleThumbnails(const Parts &parts, QObject *parent);

    /// Another photo (null: none), as a file of any size: what was made is forgotten.
    void setPhoto(const SharedBytes &file);
    /// Another model; begins anew.
    void setModel(const std::string &weights);
    /// Whether it may work now.
    void setAllowed(bool isAllowed);

private:
    void reset();
    void proceed();
    void receive(const Message &message);
    void stop();

    Parts m_parts;
    std::string m_weights;
    SharedBytes m_photo; ///< reduced; null while there is none
    int m_number = 0;    ///< of the photo that counts
    std::vector<std::string> m_missing;
    QPointer<Job> m_job;
    bool m_isAllowed = false;
};

} // namespace solferino

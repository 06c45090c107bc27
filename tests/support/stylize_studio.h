// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/studio_app.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/documents/image_document.h"

#include <QTemporaryDir>

#include <memory>

class QMimeData;

namespace solferino {

inline constexpr int kPatience = 60'000; ///< ms, on a machine under load
inline constexpr QSize kPhotoSize(240, 160);

/// Squares of several colours.
[[nodiscard]] QImage photoImage();
/// Writes a file and returns its path.
QString written(const QString &path, const QByteArray &bytes);

/// A studio that shows Stylize, with the real engine and a tiny model. QtTest's macros report what fails.
class StylizeStudio final
{
public:
    void start();
    void close() { m_studio.reset(); }
    /// An empty document, and nothing said.
    void reset();

    [[nodiscard]] StudioApp &app() { return *m_studio; }
    [[nodiscard]] StylizeWorkspace &stylize() { return m_studio->stylize(); }
    [[nodiscard]] StylizePreview &preview() { return stylize().preview(); }
    [[nodiscard]] StylizeTakeController &controller() { return stylize().takeController(); }
    [[nodiscard]] ImageDocument &document() { return m_studio->image(); }
    [[nodiscard]] QString path(const QString &name) const { return m_home.filePath(name); }
    [[nodiscard]] const QString &photo() const { return m_photo; } ///< file of photoImage()
    [[nodiscard]] QString sentence();
    [[nodiscard]] const Take *fullSizeTake();

    void openPhoto();
    void change(const Styling &styling);
    void paint(); ///< in red dots
    void drop(const QMimeData &data);
    void dropFiles(const QStringList &paths);

private:
    QTemporaryDir m_home;
    QString m_photo;
    std::unique_ptr<StudioApp> m_studio;
};

} // namespace solferino

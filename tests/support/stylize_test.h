// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/studio_app.h"
#include "app/studio/tasks/stylize_preview.h"
#include "app/studio/tasks/stylize_take_controller.h"
#include "app/studio/workspaces/stylize_workspace.h"
#include "core/documents/image_document.h"
#include "core/documents/take_list.h"
#include "tests/support/studio_home.h"

#include <QObject>
#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace solferino {

/// What tests of Stylize begin with: a studio that shows it, the real engine, a tiny model and a photo. Each
/// test gets an empty document.
class StylizeTest : public QObject
{
    Q_OBJECT

public:
    explicit StylizeTest(QSize photo)
        : m_photoSize(photo)
    {}

protected:
    static constexpr int kPatience = 60'000; // on a machine under load

    [[nodiscard]] QImage photoImage() const; ///< squares of several colours
    [[nodiscard]] QString path(const QString &name) const { return m_home.filePath(name); }
    /// Writes a file and returns its path.
    QString written(const QString &path, const QByteArray &bytes) const;
    [[nodiscard]] StylizeWorkspace &stylize() { return m_studio->stylize(); }
    [[nodiscard]] StylizePreview &preview() { return stylize().preview(); }
    [[nodiscard]] StylizeTakeController &controller() { return stylize().takeController(); }
    [[nodiscard]] ImageDocument &document() { return m_studio->image(); }
    [[nodiscard]] const std::vector<Take> &takes() { return m_studio->imageTakes().takes(); }
    void openPhoto();
    void choose(const std::string &style);
    void change(const Styling &styling);
    void settle();                        ///< waits for the preview
    void paint(const std::string &style); ///< all of the above
    [[nodiscard]] const Take *fullSizeTake();
    [[nodiscard]] QString sentence() { return stripSentence(stylize()); }

    QTemporaryDir m_home;
    const QSize m_photoSize;
    QString m_photo; ///< file of photoImage()
    std::unique_ptr<StudioApp> m_studio;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_studio.reset(); }
};

} // namespace solferino

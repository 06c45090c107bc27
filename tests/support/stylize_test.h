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

/// What tests of Stylize begin with: the real engine, a tiny model and a wide photo.
class StylizeTest : public QObject
{
    Q_OBJECT

protected:
    static constexpr int kPatience = 60'000;          // on a machine under load
    static constexpr QSize kPhoto = QSize(1200, 120); ///< longer than a preview, and quickly painted

    [[nodiscard]] static QImage photoImage();
    [[nodiscard]] StylizeWorkspace &stylize() { return m_studio->stylize(); }
    [[nodiscard]] StylizePreview &preview() { return stylize().preview(); }
    [[nodiscard]] StylizeTakeController &controller() { return stylize().takeController(); }
    [[nodiscard]] ImageDocument &document() { return m_studio->image(); }
    [[nodiscard]] const std::vector<Take> &takes() { return m_studio->imageTakes().takes(); }
    void openPhoto();
    void choose(const std::string &style);
    void change(const Styling &styling);
    void settle();
    void paint(const std::string &style); ///< all of the above
    [[nodiscard]] const Take *fullSizeTake();
    [[nodiscard]] QString sentence() { return stripSentence(stylize()); }

    QTemporaryDir m_home;
    QString m_photo;
    std::unique_ptr<StudioApp> m_studio;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_studio.reset(); }
};

} // namespace solferino

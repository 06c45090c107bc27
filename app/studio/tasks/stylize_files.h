// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/documents/image_document.h"
#include "core/domain/image/image_file.h"

#include <QAction>
#include <QImage>
#include <QObject>

namespace solferino {

class Settings;
class StylizeCamera;
class StylizeTakeController;
class Theme;

/// The files of Stylize: photos that are opened, pasted or dropped become the document's photo as one undo
/// step; what is shown is exported at full size. Files are read and written on the I/O pool.
class StylizeFiles final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Theme &theme;
        Settings &settings;
        ImageDocument &document;
        StylizeTakeController &takes;
        StylizeCamera &camera;
    };
    StylizeFiles(const Parts &parts, QWidget *window);

    // In the order of a menu:
    [[nodiscard]] const QList<QAction *> &exportActions() const { return m_exports; }
    [[nodiscard]] const QList<QAction *> &clipboardActions() const { return m_clipboard; }
    [[nodiscard]] const QList<QAction *> &importActions() const { return m_imports; }
    [[nodiscard]] const QList<QAction *> &batchActions() const { return m_batches; }

    /// A photo or a video, by its name.
    [[nodiscard]] static bool isForUs(const QString &path);
    /// Of file dialogs: "*.jpg *.png ..."
    [[nodiscard]] static QString photoPatterns();

public Q_SLOTS:
    void openWithDialog();
    /// The first picture, or the folder or video, of what was dropped.
    void openDropped(const QStringList &paths);
    void openPhoto(const QString &path);
    /// `text` is what undo calls it.
    void openImage(const QImage &image, const QString &name, const QString &text);
    void openExample();
    /// Asks for a picture of ours and takes its settings.
    void showSettingsOfFile();
    void paste();

Q_SIGNALS:
    void cameraRequested();
    void folderRequested(const QString &folder); ///< empty: the person has not chosen one yet
    void videoRequested(const QString &path);    ///< the same
    void failed(const solferino::Error &error);

private:
    void createActions();
    void take(Result<Photo> photo, const QString &text);
    void exportAs(ImageFormat format);
    void copy();

    Parts m_parts;
    QWidget *m_window;
    QList<QAction *> m_exports;
    QList<QAction *> m_clipboard;
    QList<QAction *> m_imports;
    QList<QAction *> m_batches;
};

} // namespace solferino

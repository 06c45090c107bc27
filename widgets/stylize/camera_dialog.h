// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QDialog>
#include <QImage>

class QCheckBox;
class QComboBox;

namespace solferino {

class Button;
class CameraView;
class TextLabel;
class Theme;

/// Shows what a camera sees, as in a mirror, and takes a picture of it: Space or Return, at once or after
/// three seconds. It asks; the listener runs the camera.
class CameraDialog final : public QDialog
{
    Q_OBJECT
public:
    CameraDialog(const Theme &theme, QWidget *parent);

    /// In the order of cameraChosen(); the choice is shown where there are several.
    void setCameras(const QStringList &names, int chosen);
    /// Whether there is a style to show the picture in, and its name.
    void setStyle(const QString &name);
    [[nodiscard]] bool wantsStyle() const;

    /// The camera begins: nothing of it has come.
    void showWaiting();
    void showPicture(const QImage &picture);
    /// A stylized form of a picture that was shown, and how many of them come in a second.
    void showStylized(const QImage &picture, double rate);
    /// Why there are no stylized pictures.
    void showStyleFailure(const QString &sentence);
    void showError(const QString &sentence);

Q_SIGNALS:
    void cameraChosen(int index);
    void styleWanted(bool isWanted);
    void taken(const QImage &picture); ///< as the camera sees, not as a mirror does

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    void take();
    void stopCounting();
    void updateRate(const QString &text);

    const Theme &m_theme;
    QComboBox *m_cameras;
    CameraView *m_view;
    QCheckBox *m_counts;
    QCheckBox *m_styled;
    TextLabel *m_rate;
    Button *m_take;
    QImage m_newest;
    bool m_showsStylized = false; ///< in place of the newest
    QBasicTimer m_timer;
    int m_count = 0; ///< seconds that are left; 0: it does not count
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/surface.h"

class QStatusBar;
class QToolButton;

namespace solferino {

class DisclosureLine;
class Job;
class JobBar;
class JobListModel;
class JobQueue;
class TextLabel;

/// The window's status bar: what runs, how far it is, and on which device.
class JobLine final : public Surface
{
    Q_OBJECT
public:
    JobLine(const Theme &theme, JobQueue &queue, JobListModel &model, QWidget *parent);

    /// Fills a window's status bar, which gets the right height and no size grip.
    void placeIn(QStatusBar &bar);
    /// Whether the Jobs dock is open.
    void setPanelOpen(bool isOpen);
    /// The device of new jobs: auto, cpu, cuda:N.
    void setDevice(const QString &id);
    [[nodiscard]] const QString &device() const { return m_device; }
    /// Words at the right, before the device: "no sound device". Empty for none.
    void setNotice(const QString &text);

    [[nodiscard]] QString shownText() const;
    [[nodiscard]] QString deviceText() const;

Q_SIGNALS:
    void panelToggled(bool isOpen);
    void deviceChosen(const QString &id);

private:
    void refresh();
    void refreshDevice();
    void fillDeviceMenu();
    [[nodiscard]] Job *shownJob() const;

    JobQueue &m_queue;
    JobListModel &m_model;
    QString m_device = QStringLiteral("auto");
    DisclosureLine *m_disclosure;
    JobBar *m_bar;
    TextLabel *m_title;
    TextLabel *m_text;
    QToolButton *m_cancel;
    TextLabel *m_waiting;
    TextLabel *m_notice;
    QToolButton *m_deviceButton;
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/camera_dialog.h"

#include "widgets/common/button.h"
#include "widgets/common/text_label.h"
#include "widgets/stylize/camera_view.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLocale>
#include <QTimerEvent>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 640;
constexpr int kSeconds = 3; ///< that the countdown takes
constexpr int kSecond = 1000;

} // namespace

CameraDialog::CameraDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_cameras(new QComboBox(this))
    , m_view(new CameraView(theme, this))
    , m_counts(new QCheckBox(tr("Co&unt down three seconds"), this))
    , m_styled(new QCheckBox(this))
    , m_rate(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
    , m_take(new Button(theme, tr("Take Picture"), Emphasis::Person, this))
{
    setWindowTitle(tr("Take a Picture"));
    setMinimumWidth(theme.px(kWidth));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::kInset, metric::kInset, metric::kInset, metric::kInset);
    column->setSpacing(metric::kInset);
    m_cameras->setAccessibleName(tr("Camera"));
    column->addWidget(m_cameras);
    column->addWidget(m_view, 1);
    auto *wishes = new QHBoxLayout;
    wishes->setSpacing(metric::kInset);
    m_counts->setToolTip(tr("Leaves time to get into place"));
    m_styled->setToolTip(
        tr("Paints the running picture with the quickest model; the picture is taken as it is"));
    wishes->addWidget(m_counts);
    wishes->addWidget(m_styled);
    wishes->addWidget(m_rate);
    wishes->addStretch();
    column->addLayout(wishes);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    auto *cancel = new Button(theme, tr("Cancel"), Emphasis::Plain, this);
    m_take->setKeyHint(tr("Space"));
    m_take->setDefault(true);
    foot->addWidget(cancel);
    foot->addWidget(m_take);
    column->addLayout(foot);
    setCameras({}, 0);
    setStyle({});
    showWaiting();
    m_take->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_take, &QPushButton::clicked, this, &CameraDialog::take);
    connect(m_cameras, &QComboBox::activated, this, &CameraDialog::cameraChosen);
    connect(m_styled, &QCheckBox::toggled, this, [this](bool isWanted) {
        updateRate({});
        m_showsStylized = false;
        m_view->setPicture(m_newest);
        Q_EMIT styleWanted(isWanted);
    });
}

void CameraDialog::setCameras(const QStringList &names, int chosen)
{
    m_cameras->clear();
    m_cameras->addItems(names);
    m_cameras->setCurrentIndex(chosen);
    m_cameras->setVisible(names.size() > 1);
}

void CameraDialog::setStyle(const QString &name)
{
    //: %1 is one style or a few: "Starry Night"
    m_styled->setText(tr("&Show in the style %1").arg(name));
    m_styled->setVisible(!name.isEmpty());
}

bool CameraDialog::wantsStyle() const
{
    return m_styled->isVisibleTo(this) && m_styled->isChecked();
}

void CameraDialog::showWaiting()
{
    stopCounting();
    m_newest = {};
    m_take->setEnabled(false);
    updateRate({});
    m_showsStylized = false;
    m_view->setPicture({});
    m_view->setSentence(tr("The camera is starting…"), Role::TextSecondary);
}

void CameraDialog::showPicture(const QImage &picture)
{
    if (m_newest.isNull()) {
        m_take->setEnabled(true);
        m_take->setFocus();
        m_view->setSentence({}, Role::TextSecondary);
    }
    m_newest = picture;
    if (!m_showsStylized)
        m_view->setPicture(picture);
}

void CameraDialog::showStylized(const QImage &picture, double rate)
{
    if (!wantsStyle() || m_newest.isNull())
        return;
    //: %1 is a number with one decimal
    updateRate(tr("%1 pictures a second").arg(QLocale().toString(rate, 'f', 1)));
    m_showsStylized = true;
    m_view->setPicture(picture);
}

void CameraDialog::showStyleFailure(const QString &sentence)
{
    updateRate(sentence);
    m_showsStylized = false;
    m_view->setPicture(m_newest);
}

void CameraDialog::showError(const QString &sentence)
{
    stopCounting();
    m_take->setEnabled(false);
    m_newest = {};
    m_view->setSentence(sentence, Role::Error);
}

void CameraDialog::take()
{
    if (m_counts->isChecked() && m_count == 0) {
        m_count = kSeconds;
        m_view->setCount(m_count);
        m_timer.start(kSecond, this);
        return;
    }
    stopCounting(); // a second press does not wait
    const QImage picture = m_newest;
    if (picture.isNull())
        return;
    accept();
    Q_EMIT taken(picture);
}

void CameraDialog::stopCounting()
{
    m_timer.stop();
    m_count = 0;
    m_view->setCount(0);
}

void CameraDialog::updateRate(const QString &text)
{
    m_rate->setText(text);
    m_rate->setVisible(!text.isEmpty());
}

void CameraDialog::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QDialog::timerEvent(event);
    if (m_count == 1)
        take();
    else
        m_view->setCount(--m_count);
}

} // namespace solferino

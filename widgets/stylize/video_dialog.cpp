// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/video_dialog.h"

#include "widgets/common/button.h"
#include "widgets/common/path_field.h"
#include "widgets/common/text_label.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QFormLayout>
#include <QSlider>
#include <QSpinBox>

#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 520;
constexpr int kLongestVideo = 8192; // pixels
constexpr int kMostStability = 99;  // percent

} // namespace

VideoDialog::VideoDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_input(new PathField(theme, PathField::Kind::File, tr("Video"), this))
    , m_output(new PathField(theme, PathField::Kind::NewFile, tr("Result"), this))
    , m_longestSide(new QSpinBox(this))
    , m_stability(new QSlider(Qt::Horizontal, this))
    , m_stabilityField(new QSpinBox(this))
    , m_summary(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_error(new TextLabel(theme, FontRole::Note, Role::Error, this))
    , m_start(new Button(theme, tr("Stylize"), Emphasis::Machine, this))
{
    setWindowTitle(tr("Stylize a Video"));
    setMinimumWidth(theme.px(kWidth));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::kInset, metric::kInset, metric::kInset, metric::kInset);
    column->setSpacing(metric::kInset);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metric::kInset);
    column->addLayout(form);
    addFiles(*form);
    addSettings(*form);
    m_summary->setWordWrap(true);
    form->addRow(tr("Style"), m_summary);
    m_error->setWordWrap(true);
    m_error->hide();
    column->addWidget(m_error);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    auto *cancel = new Button(theme, tr("Cancel"), Emphasis::Plain, this);
    m_start->setIconName(u"generate"_s);
    m_start->setDefault(true);
    foot->addWidget(cancel);
    foot->addWidget(m_start);
    column->addStretch();
    column->addLayout(foot);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(plan()); });
    setPlan({});
    setSummary({});
}

void VideoDialog::addFiles(QFormLayout &form)
{
    m_input->setFilter(tr("Videos (*.mp4 *.mkv *.avi *.mov *.webm);;All files (*)"));
    m_output->setFilter(tr("Videos (*.mp4 *.mkv *.avi)"));
    form.addRow(tr("&Video"), m_input);
    form.addRow(tr("&Result"), m_output);
    auto *note = new TextLabel(m_theme, FontRole::Note, Role::TextSecondary, this);
    note->setText(tr("The sound is not kept."));
    form.addRow(QString(), note);
    connect(m_input, &PathField::pathChanged, this, [this] {
        suggestOutput();
        updateStart();
    });
    connect(m_output, &PathField::pathChanged, this, &VideoDialog::updateStart);
}

void VideoDialog::addSettings(QFormLayout &form)
{
    m_longestSide->setRange(0, kLongestVideo);
    m_longestSide->setSingleStep(64);
    m_longestSide->setSpecialValueText(tr("as the video"));
    m_longestSide->setSuffix(tr(" px"));
    m_longestSide->setToolTip(tr("Longer side of the result; smaller is quicker"));
    form.addRow(tr("&Longer side"), m_longestSide);

    m_stability->setRange(0, kMostStability);
    m_stabilityField->setRange(0, kMostStability);
    m_stabilityField->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_stabilityField->setAlignment(Qt::AlignRight);
    //: after a number in a field
    m_stabilityField->setSuffix(tr(" %"));
    const QString tip =
        tr("How much the frames before count, against flicker; 0 % stylizes each frame by itself");
    for (QWidget *control : {static_cast<QWidget *>(m_stability), static_cast<QWidget *>(m_stabilityField)}) {
        control->setAccessibleName(tr("Stability"));
        control->setToolTip(tip);
    }
    connect(m_stability, &QSlider::valueChanged, m_stabilityField, &QSpinBox::setValue);
    connect(m_stabilityField, &QSpinBox::valueChanged, m_stability, &QSlider::setValue);
    auto *pair = new QWidget(this);
    auto *row = new QHBoxLayout(pair);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kGap);
    row->addWidget(m_stability, 1);
    row->addWidget(m_stabilityField);
    pair->setFocusProxy(m_stability);
    form.addRow(tr("&Stability"), pair);
}

void VideoDialog::setPlan(const VideoPlan &plan)
{
    m_input->setPath(plan.input);
    if (!plan.output.isEmpty())
        m_output->setPath(plan.output);
    m_longestSide->setValue(plan.longestSide);
    m_stability->setValue(static_cast<int>(std::lround(100 * plan.stability)));
    updateStart();
}

VideoPlan VideoDialog::plan() const
{
    return {m_input->path(), m_output->path(), m_longestSide->value(), m_stability->value() / 100.0};
}

void VideoDialog::setSummary(const QString &summary)
{
    m_hasStyle = !summary.isEmpty();
    m_summary->setText(m_hasStyle ? summary
                                  : tr("No style is chosen yet: choose one in the strip below the picture."));
    updateStart();
}

void VideoDialog::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
}

void VideoDialog::suggestOutput()
{
    if (m_output->path() != m_suggested)
        return;
    const QFileInfo video(m_input->path());
    m_suggested = video.completeBaseName().isEmpty()
                      ? QString()
                      //: %1 is a file's name without extension
                      : video.path() + u'/' + tr("%1 stylized").arg(video.completeBaseName()) + u".mp4"_s;
    m_output->setPath(m_suggested);
}

void VideoDialog::updateStart()
{
    const VideoPlan now = plan();
    QString reason;
    if (now.input.isEmpty())
        reason = tr("Choose a video first.");
    else if (now.output.isEmpty())
        reason = tr("Choose a file for the result first.");
    else if (now.output == now.input)
        reason = tr("The result needs a file of its own.");
    else if (!m_hasStyle)
        reason = m_summary->text();
    m_start->setEnabled(reason.isEmpty());
    m_start->setToolTip(reason);
    showError({});
}

} // namespace solferino

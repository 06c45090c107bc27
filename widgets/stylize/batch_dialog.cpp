// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/stylize/batch_dialog.h"

#include "widgets/common/button.h"
#include "widgets/common/icons.h"
#include "widgets/common/path_field.h"
#include "widgets/common/text_label.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDir>
#include <QFormLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QProgressBar>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTreeWidget>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kWidth = 560;
constexpr int kResultsHeight = 240;

QHBoxLayout *footOf(QVBoxLayout &column)
{
    auto *foot = new QHBoxLayout;
    foot->setSpacing(metric::kGap);
    foot->addStretch();
    column.addStretch();
    column.addLayout(foot);
    return foot;
}

QVBoxLayout *columnOf(QWidget *page)
{
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metric::kInset);
    return column;
}

bool hasQuality(const QString &format)
{
    return format == u"jpeg"_s || format == u"webp"_s;
}

} // namespace

BatchDialog::BatchDialog(const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_pages(new QStackedWidget(this))
{
    setWindowTitle(tr("Stylize a Folder"));
    setMinimumWidth(theme.px(kWidth));
    m_pages->addWidget(buildForm());
    m_pages->addWidget(buildProgress());
    m_pages->addWidget(buildReport());
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(metric::kInset, metric::kInset, metric::kInset, metric::kInset);
    column->addWidget(m_pages);
    setFound(kUnknown, 0);
}

QWidget *BatchDialog::buildForm()
{
    auto *page = new QWidget(this);
    QVBoxLayout *column = columnOf(page);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(metric::kInset);
    column->addLayout(form);
    m_input = new PathField(m_theme, PathField::Kind::Folder, tr("Photos"), page);
    m_found = new TextLabel(m_theme, FontRole::Note, Role::TextSecondary, page);
    m_found->setWordWrap(true);
    m_output = new PathField(m_theme, PathField::Kind::Folder, tr("Results"), page);
    m_format = new QComboBox(page);
    m_format->addItem(tr("JPEG"), u"jpeg"_s);
    m_format->addItem(tr("PNG"), u"png"_s);
    m_format->addItem(tr("TIFF"), u"tiff"_s);
    m_format->addItem(tr("WebP"), u"webp"_s);
    m_quality = new QSpinBox(page);
    m_quality->setRange(1, 100);
    m_summary = new TextLabel(m_theme, FontRole::Body, Role::Text, page);
    m_summary->setWordWrap(true);
    form->addRow(tr("&Photos"), m_input);
    form->addRow(QString(), m_found);
    form->addRow(tr("&Results"), m_output);
    form->addRow(tr("&Format"), m_format);
    form->addRow(tr("&Quality"), m_quality);
    form->addRow(tr("Style"), m_summary);
    m_error = new TextLabel(m_theme, FontRole::Note, Role::Error, page);
    m_error->setWordWrap(true);
    m_error->hide();
    column->addWidget(m_error);
    QHBoxLayout *foot = footOf(*column);
    auto *cancel = new Button(m_theme, tr("Cancel"), Emphasis::Plain, page);
    m_start = new Button(m_theme, tr("Stylize"), Emphasis::Machine, page);
    m_start->setIconName(u"generate"_s);
    m_start->setDefault(true);
    foot->addWidget(cancel);
    foot->addWidget(m_start);
    setPlan({});
    setSummary({});

    connect(m_input, &PathField::pathChanged, this, [this](const QString &folder) {
        suggestOutput();
        setFound(kUnknown, 0);
        Q_EMIT inputChosen(folder);
    });
    connect(m_output, &PathField::pathChanged, this, &BatchDialog::updateStart);
    connect(m_format, &QComboBox::currentIndexChanged, this, &BatchDialog::updateStart);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_start, &QPushButton::clicked, this, [this] { Q_EMIT startRequested(plan()); });
    return page;
}

QWidget *BatchDialog::buildProgress()
{
    auto *page = new QWidget(this);
    QVBoxLayout *column = columnOf(page);
    m_file = new TextLabel(m_theme, FontRole::Body, Role::Text, page);
    m_file->setElideMode(Qt::ElideMiddle);
    m_bar = new QProgressBar(page);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    auto *note = new TextLabel(m_theme, FontRole::Note, Role::TextSecondary, page);
    note->setText(tr("This window may be closed: the batch goes on among the jobs."));
    note->setWordWrap(true);
    column->addWidget(m_file);
    column->addWidget(m_bar);
    column->addWidget(note);
    QHBoxLayout *foot = footOf(*column);
    auto *cancel = new Button(m_theme, tr("Cancel the Batch"), Emphasis::Plain, page);
    m_close = new Button(m_theme, tr("Close"), Emphasis::Plain, page);
    foot->addWidget(cancel);
    foot->addWidget(m_close);
    connect(cancel, &QPushButton::clicked, this, &BatchDialog::cancelRequested);
    connect(m_close, &QPushButton::clicked, this, &QDialog::accept);
    return page;
}

QWidget *BatchDialog::buildReport()
{
    auto *page = new QWidget(this);
    QVBoxLayout *column = columnOf(page);
    m_outcome = new TextLabel(m_theme, FontRole::Title, Role::Text, page);
    m_outcome->setWordWrap(true);
    m_results = new QTreeWidget(page);
    m_results->setRootIsDecorated(false);
    m_results->setColumnCount(2);
    m_results->setHeaderLabels({tr("Photo"), tr("Result")});
    m_results->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_results->setMinimumHeight(m_theme.px(kResultsHeight));
    m_results->setAccessibleName(tr("Report"));
    column->addWidget(m_outcome);
    column->addWidget(m_results, 1);
    QHBoxLayout *foot = footOf(*column);
    auto *show = new Button(m_theme, tr("Show Results"), Emphasis::Person, page);
    auto *close = new Button(m_theme, tr("Close"), Emphasis::Plain, page);
    foot->addWidget(show);
    foot->addWidget(close);
    connect(show, &QPushButton::clicked, this, [this] { Q_EMIT resultRequested(m_output->path()); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    return page;
}

void BatchDialog::setPlan(const BatchPlan &plan)
{
    m_input->setPath(plan.input);
    if (!plan.output.isEmpty())
        m_output->setPath(plan.output);
    m_format->setCurrentIndex(std::max(0, m_format->findData(plan.format)));
    m_quality->setValue(plan.quality);
    updateStart();
}

BatchPlan BatchDialog::plan() const
{
    return {m_input->path(), m_output->path(), m_format->currentData().toString(), m_quality->value()};
}

void BatchDialog::setSummary(const QString &summary)
{
    m_hasStyle = !summary.isEmpty();
    m_summary->setText(m_hasStyle ? summary
                                  : tr("No style is chosen yet: choose one in the strip below the picture."));
    updateStart();
}

void BatchDialog::suggestOutput()
{
    if (m_output->path() != m_suggested)
        return;
    const QString folder = m_input->path();
    //: the folder that results are written into
    m_suggested = folder.isEmpty() ? QString() : QDir(folder).filePath(tr("stylized"));
    m_output->setPath(m_suggested);
}

void BatchDialog::setFound(int pictures, int others)
{
    m_pictures = pictures;
    QString text = tr("Choose the folder that holds the photos.");
    if (pictures == 0)
        text = tr("There are no pictures in this folder.");
    else if (pictures > 0)
        text = tr("%n pictures.", nullptr, pictures);
    else if (!m_input->path().isEmpty())
        text = tr("Looking into the folder…");
    if (pictures >= 0 && others > 0)
        text += u" "_s + tr("%n other files will be left out.", nullptr, others);
    m_found->setText(text);
    m_error->hide();
    updateStart();
}

void BatchDialog::showError(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    m_pages->setCurrentIndex(Form);
}

void BatchDialog::updateStart()
{
    const BatchPlan now = plan();
    QString reason;
    if (now.input.isEmpty() || m_pictures <= 0)
        reason = tr("Choose a folder with photos first.");
    else if (now.output.isEmpty())
        reason = tr("Choose a folder for the results first.");
    else if (now.output == now.input)
        reason = tr("The results need a folder of their own.");
    else if (!m_hasStyle)
        reason = m_summary->text();
    m_start->setEnabled(reason.isEmpty());
    m_start->setToolTip(reason);
    m_quality->setEnabled(hasQuality(now.format));
    m_quality->setToolTip(hasQuality(now.format) ? QString() : tr("Only JPEG and WebP have a quality."));
}

void BatchDialog::showProgress(int done, int total, const QString &file)
{
    m_file->setText(tr("%1 of %2 · %3").arg(std::min(done + 1, total)).arg(total).arg(file));
    m_bar->setRange(0, total);
    m_bar->setValue(done);
    if (m_pages->currentIndex() == Progress)
        return;
    m_pages->setCurrentIndex(Progress);
    m_close->setFocus(Qt::OtherFocusReason); // Return is not to cancel what has just begun
}

void BatchDialog::showReport(const std::vector<BatchResult> &results, const QString &sentence)
{
    const auto done =
        std::ranges::count_if(results, [](const BatchResult &result) { return result.reason.isEmpty(); });
    const auto left = static_cast<qsizetype>(results.size()) - done;
    QString outcome = sentence;
    if (outcome.isEmpty())
        outcome = left == 0 ? tr("All %n photos are done.", nullptr, static_cast<int>(done))
                            : tr("%1 of %2 photos are done.").arg(done).arg(results.size());
    m_outcome->setText(outcome);
    m_results->clear();
    // What went wrong comes first: that is what a person has to act on.
    for (const bool failed : {true, false}) {
        for (const BatchResult &result : results) {
            if (result.reason.isEmpty() == failed)
                continue;
            auto *item = new QTreeWidgetItem(m_results, {result.file, failed ? result.reason : tr("done")});
            item->setIcon(1, themedIcon(m_theme, failed ? u"data-warning"_s : u"dialog-ok-apply"_s,
                                        failed ? Role::Warning : Role::Mark));
            item->setToolTip(1, result.reason);
        }
    }
    m_pages->setCurrentIndex(Report);
}

} // namespace solferino

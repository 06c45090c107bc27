// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/models_workspace.h"

#include "app/studio/tasks/installed_models.h"
#include "app/studio/tasks/training_run.h"
#include "app/studio/workspaces/card_list.h"
#include "app/studio/workspaces/model_card_view.h"
#include "app/studio/workspaces/train_panel.h"
#include "app/studio/workspaces/training_view.h"
#include "core/jobs/job_queue.h"
#include "core/project/settings.h"
#include "models/catalog/model_catalog.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace solferino {

namespace {

constexpr int kPathRole = Qt::UserRole + 100;
constexpr int kJobRole = Qt::UserRole + 101;
constexpr int kRunRow = 64;
constexpr int kLeastList = 120;
constexpr int kLeastPage = 200; ///< width and height of what is beside the list

QString stateText(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return ModelsWorkspace::tr("waiting");
    case JobState::Running:
        return ModelsWorkspace::tr("training");
    case JobState::Done:
        return ModelsWorkspace::tr("done");
    case JobState::Failed:
        return ModelsWorkspace::tr("failed");
    case JobState::Cancelled:
        return ModelsWorkspace::tr("paused");
    case JobState::Interrupted:
        return ModelsWorkspace::tr("interrupted");
    }
    return {};
}

QListView *makeList(QStandardItemModel *model, CardDelegate *delegate, const QString &name, QWidget *parent)
{
    auto *list = new QListView(parent);
    list->setModel(model);
    list->setItemDelegate(delegate);
    list->setFrameShape(QFrame::NoFrame);
    list->setUniformItemSizes(true);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setAccessibleName(name);
    return list;
}

} // namespace

ModelsWorkspace::ModelsWorkspace(const Parts &parts, QWidget *window)
    : Workspace(window)
    , m_parts(parts)
    , m_models(new QStandardItemModel(this))
    , m_runs(new QStandardItemModel(this))
    , m_modelList(makeList(m_models, new CardDelegate(parts.theme, metric::kModelCard, this),
                           tr("Installed models"), this))
    , m_runList(makeList(m_runs, new CardDelegate(parts.theme, kRunRow, this), tr("Training runs"), this))
    , m_runPages(new QStackedWidget(this))
    , m_strip(new MessageStrip(parts.theme, this))
    , m_pages(new QStackedWidget(this))
    , m_card(new ModelCardView(parts.theme, this))
    , m_training(new TrainingView(parts.theme, this))
    , m_panel(new TrainPanel(parts.theme, parts.settings, parts.paths, this))
{
    auto *hint = new TextLabel(parts.theme, FontRole::Body, Role::TextSecondary, this);
    hint->setText(tr(
        "Choose a data set or drop one here, then press Train. Runs appear here and go on after a restart."));
    hint->setWordWrap(true);
    hint->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    hint->setMargin(metric::kInset);
    m_runPages->addWidget(hint);
    m_runPages->addWidget(m_runList);
    for (QWidget *page : {static_cast<QWidget *>(m_card), static_cast<QWidget *>(m_training)}) {
        auto *area = new QScrollArea(this);
        area->setFrameShape(QFrame::NoFrame);
        area->setWidgetResizable(true);
        area->setFocusPolicy(Qt::NoFocus);
        area->setWidget(page);
        m_pages->addWidget(area);
    }
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_strip);
    column->addWidget(m_pages, 1);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_modelList, 2);
    layout->addLayout(column, 3);
    const auto fit = [this] {
        const Theme &theme = m_parts.theme;
        m_modelList->setMinimumWidth(theme.px(kLeastList));
        m_modelList->setMaximumWidth(theme.px(metric::kModelList));
        m_modelList->doItemsLayout();
        m_runList->doItemsLayout();
        for (QWidget *page : {static_cast<QWidget *>(m_card), static_cast<QWidget *>(m_training)})
            page->setMinimumWidth(theme.px(kLeastPage));
        m_pages->setMinimumSize(theme.px(kLeastPage), theme.px(kLeastPage));
    };
    connect(&parts.theme, &Theme::changed, this, fit);
    fit();

    createActions();
    connect(m_modelList->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &index) { showModel(index.row()); });
    connect(m_modelList, &QListView::clicked, this,
            [this](const QModelIndex &index) { showModel(index.row()); });
    const auto openRun = [this](const QModelIndex &index) {
        if (Job *job = m_parts.queue.find(index.data(kJobRole).toLongLong()))
            showRun(job);
    };
    connect(m_runList->selectionModel(), &QItemSelectionModel::currentChanged, this, openRun);
    connect(m_runList, &QListView::clicked, this, openRun);
    connect(m_panel, &TrainPanel::trainRequested, this, &ModelsWorkspace::train);
    connect(m_training, &TrainingView::pauseRequested, this, [this] {
        if (m_training->run() && m_training->run()->job())
            m_parts.queue.cancel(m_training->run()->job()->id());
    });
    connect(m_training, &TrainingView::resumeRequested, this, &ModelsWorkspace::resume);
    connect(m_training, &TrainingView::keepRequested, this, &ModelsWorkspace::keepBest);
    connect(m_training, &TrainingView::sampleRequested, this, &ModelsWorkspace::sampleRequested);
    connect(&parts.queue, &JobQueue::jobAdded, this, &ModelsWorkspace::updateRuns);
    connect(&parts.queue, &JobQueue::jobRemoved, this, &ModelsWorkspace::updateRuns);
    updateModels();
    updateRuns();
    m_modelList->setCurrentIndex(m_models->index(0, 0));
}

SidePanel ModelsWorkspace::upperPanel()
{
    return {tr("Train"), m_panel};
}

SidePanel ModelsWorkspace::lowerPanel()
{
    return {tr("Runs"), m_runPages};
}

void ModelsWorkspace::takeFocus()
{
    m_modelList->setFocus();
}

void ModelsWorkspace::offerData(const QStringList &paths)
{
    m_panel->setData(paths);
}

void ModelsWorkspace::createActions()
{
    const auto add = [this](const QString &text, const QKeySequence &keys, auto slot) {
        auto *action = new QAction(text, this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        m_panel->addAction(action);
        m_actions << action;
    };
    add(tr("&Train"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this] { m_panel->submit(); });
    add(tr("&Import Model File…"), QKeySequence(Qt::CTRL | Qt::Key_I), [this] { importModel(); });
}

void ModelsWorkspace::updateModels()
{
    const int row = m_modelList->currentIndex().row();
    std::vector<std::string> models;
    for (const ModelInfo &model : modelCatalog())
        models.push_back(model.id);
    m_models->clear();
    const std::vector<ModelChoice> installed =
        installedModels(models, m_parts.bundledModels, m_parts.paths.models);
    m_panel->setModels(installed);
    for (const ModelChoice &choice : installed) {
        const QString &path = choice.path;
        const nlohmann::json &card = choice.card;
        auto *item = new QStandardItem(choice.title);
        item->setData(choice.variant, CardDelegate::SubtitleRole);
        item->setData(path, kPathRole);
        if (!path.isEmpty()) {
            item->setData(QLocale().formattedDataSize(QFileInfo(path).size(), 0), CardDelegate::AsideRole);
            item->setData(QString::fromStdString(card.value("description", std::string())),
                          CardDelegate::LineRole);
            const nlohmann::json scores = card.value("scores", nlohmann::json::object());
            const auto score = scores.find("validation_loss");
            if (score != scores.end() && score->is_number())
                item->setData(tr("val %1").arg(lossText(score->get<double>())), CardDelegate::ScoreRole);
        } else {
            item->setData(tr("not installed"), CardDelegate::LineRole);
        }
        m_models->appendRow(item);
    }
    m_modelList->setCurrentIndex(m_models->index(std::max(0, row), 0));
}

void ModelsWorkspace::selectModel(const QString &path)
{
    for (int row = 0; row < m_models->rowCount(); ++row) {
        if (m_models->item(row)->data(kPathRole).toString() == path)
            m_modelList->setCurrentIndex(m_models->index(row, 0));
    }
}

void ModelsWorkspace::showModel(int row)
{
    const QStandardItem *item = m_models->item(row);
    if (!item)
        return;
    const QString path = item->data(kPathRole).toString();
    m_card->showCard(
        QStringLiteral("%1 · %2").arg(item->text(), item->data(CardDelegate::SubtitleRole).toString()), path,
        readModelCard(path).value_or(nlohmann::json::object()));
    m_pages->setCurrentIndex(CardPage);
}

TrainingRun *ModelsWorkspace::runOf(Job *job)
{
    for (TrainingRun *run : m_known) {
        if (run->job() == job)
            return run;
    }
    auto *run = new TrainingRun(*job, this);
    connect(run, &TrainingRun::changed, this, &ModelsWorkspace::updateRuns);
    m_known.push_back(run);
    return run;
}

void ModelsWorkspace::updateRuns()
{
    std::erase_if(m_known, [](TrainingRun *run) {
        if (run->job())
            return false;
        run->deleteLater();
        return true;
    });
    int number = 0;
    int row = 0;
    bool isBusy = false;
    for (Job *job : m_parts.queue.jobs()) {
        if (!isTraining(*job))
            continue;
        ++number;
        isBusy = isBusy || job->state() == JobState::Running || job->state() == JobState::Waiting;
        TrainingRun *run = runOf(job);
        QStandardItem *item = m_runs->item(row);
        if (!item) {
            item = new QStandardItem;
            m_runs->appendRow(item);
        }
        ++row;
        const LossCurves curves = run->curves();
        item->setText(tr("Run %1").arg(number));
        item->setData(stateText(job->state()), CardDelegate::AsideRole);
        item->setData(curves.best ? tr("best %1").arg(lossText(curves.best->y())) : QString(),
                      CardDelegate::SubtitleRole);
        item->setData(run->config().isEmpty() ? variantName(run->model())
                                              : variantName(run->config().toStdString()),
                      CardDelegate::LineRole);
        item->setData(job->state() == JobState::Running, CardDelegate::ActiveRole);
        item->setData(job->id(), kJobRole);
    }
    m_runs->removeRows(row, m_runs->rowCount() - row);
    m_runPages->setCurrentIndex(number > 0 ? 1 : 0);
    m_panel->setRunNumber(number + 1, isBusy);
}

void ModelsWorkspace::showRun(Job *job)
{
    TrainingRun *run = runOf(job);
    m_training->setRun(run);
    m_training->setReference({}, {});
    for (auto other = m_known.rbegin(); other != m_known.rend(); ++other) {
        if (*other != run && (*other)->job() && !(*other)->curves().validation.empty()) {
            m_training->setReference((*other)->job()->title(), (*other)->curves());
            break;
        }
    }
    m_pages->setCurrentIndex(TrainingPage);
}

void ModelsWorkspace::train()
{
    JobRequest request = m_panel->request();
    const ModelInfo *model = findModel(request.model);
    const QString name = QString::fromStdString(model ? model->title : request.model);
    const std::string config = request.options.value("config", std::string());
    QString title =
        config.empty() ? tr("Training %1").arg(name) : tr("Training %1 · %2").arg(name, variantName(config));
    if (request.operation == "add_style")
        title = tr("Adding Styles to %1").arg(name);
    showRun(m_parts.queue.submit(std::move(request), title));
}

void ModelsWorkspace::resume()
{
    if (m_training->run() && m_training->run()->job()) {
        if (Job *job = m_parts.queue.retry(m_training->run()->job()->id()))
            showRun(job);
    }
}

void ModelsWorkspace::keepBest()
{
    const TrainingRun *run = m_training->run();
    if (!run)
        return;
    const QString name = QFileInfo(run->folder()).fileName();
    const QString target = QStringLiteral("%1/%2.safetensors").arg(m_parts.paths.models, name);
    QFile::remove(target);
    if (!QFile::copy(run->bestFile(), target)) {
        StripMessage message;
        message.kind = StripMessage::Kind::Error;
        message.sentence = tr("The model could not be copied to “%1”.").arg(QDir::toNativeSeparators(target));
        m_strip->showMessage(message, MessageStrip::Focus::Stay);
        return;
    }
    updateModels();
    selectModel(target);
    Q_EMIT modelsChanged();
    Q_EMIT modelKept(QString::fromStdString(run->model()), target);
}

void ModelsWorkspace::importModel()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Import Model File"),
                                                      m_parts.settings.lastFolder(QStringLiteral("models")),
                                                      tr("Model files (*.safetensors)"));
    if (path.isEmpty())
        return;
    m_parts.settings.setLastFolder(QStringLiteral("models"), QFileInfo(path).path());
    const QString target = m_parts.paths.models + QLatin1Char('/') + QFileInfo(path).fileName();
    StripMessage message;
    message.kind = StripMessage::Kind::Error;
    if (!readModelCard(path))
        message.sentence = tr("“%1” is no Solferino model.").arg(QFileInfo(path).fileName());
    else if (!QFile::copy(path, target))
        message.sentence = tr("“%1” is there already or cannot be copied.").arg(QFileInfo(path).fileName());
    if (!message.sentence.isEmpty()) {
        m_strip->showMessage(message, MessageStrip::Focus::Stay);
        return;
    }
    updateModels();
    selectModel(target);
    Q_EMIT modelsChanged();
}

} // namespace solferino

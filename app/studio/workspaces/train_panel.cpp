// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/train_panel.h"

#include "core/project/settings.h"
#include "models/catalog/model_catalog.h"
#include "widgets/common/button.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QScrollArea>
#include <QVBoxLayout>

namespace solferino {

TrainPanel::TrainPanel(Theme &theme, Settings &settings, const Paths &paths, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_paths(paths)
    , m_models(new QComboBox(this))
    , m_form(new ParameterForm(theme, this))
    , m_seed(new SeedRow(theme, this))
    , m_train(new Button(theme, tr("Train"), Emphasis::Machine, this))
{
    m_models->setAccessibleName(tr("Model to train"));
    for (const ModelInfo &model : modelCatalog()) {
        if (model.findOperation("train"))
            m_models->addItem(QString::fromStdString(model.title), QString::fromStdString(model.id));
    }
    m_train->setKeyHint(tr("Ctrl+Return"));
    m_train->setToolTip(tr("Queue a training run with these settings (Ctrl+Return)"));

    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(m_form);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metric::kInset, metric::kInset, metric::kInset, metric::kInset);
    layout->setSpacing(metric::kGap);
    layout->addWidget(m_models);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_seed);
    layout->addWidget(m_train);

    connect(m_models, &QComboBox::currentIndexChanged, this, &TrainPanel::chooseModel);
    connect(m_train, &Button::clicked, this, &TrainPanel::submit);
    chooseModel();
}

void TrainPanel::chooseModel()
{
    const ModelInfo *model = findModel(m_models->currentData().toString().toStdString());
    const OperationInfo *operation = model ? model->findOperation("train") : nullptr;
    m_form->setFields(operation ? operation->fields : FieldList{});
    m_form->setRowHidden("output", true);
    m_form->setRowHidden("resume", true);
}

void TrainPanel::submit()
{
    if (!m_form->validate())
        return;
    if (m_form->values().value("data", std::string()).empty()) {
        m_form->showError("data", tr("Choose a folder of MIDI files."));
        return;
    }
    Q_EMIT trainRequested();
}

JobRequest TrainPanel::request() const
{
    JobRequest request;
    request.model = m_models->currentData().toString().toStdString();
    request.operation = "train";
    request.options = m_form->values();
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString folder =
        QStringLiteral("%1/runs/%2-%3")
            .arg(m_paths.models, QString::fromStdString(request.options.value("config", request.model)),
                 stamp);
    request.options["output"] = folder.toStdString();
    request.seed = m_seed->seed();
    request.device = m_settings.device().toStdString();
    return request;
}

void TrainPanel::setRunNumber(int number)
{
    m_train->setText(number > 1 ? tr("Queue as Run %1").arg(number) : tr("Train"));
}

} // namespace solferino

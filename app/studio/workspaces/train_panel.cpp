// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/train_panel.h"

#include "app/studio/workspaces/request_form.h"
#include "core/project/settings.h"
#include "models/catalog/model_catalog.h"
#include "widgets/common/button.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QDateTime>
#include <QVBoxLayout>

namespace solferino {

namespace {

QString dataHint(const QString &model)
{
    return model == u"sketch_rnn"
               ? TrainPanel::tr("Choose drawings: .npz, .ndjson, or a folder of them or of SVG files.")
               : TrainPanel::tr("Choose a folder of MIDI files.");
}

} // namespace

TrainPanel::TrainPanel(Theme &theme, Settings &settings, const Paths &paths, QWidget *parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_paths(paths)
    , m_models(new QComboBox(this))
    , m_form(new RequestForm(theme, tr("Train"), this))
{
    m_models->setAccessibleName(tr("Model to train"));
    for (const ModelInfo &model : modelCatalog()) {
        if (model.findOperation("train"))
            m_models->addItem(QString::fromStdString(model.title), QString::fromStdString(model.id));
    }
    m_form->addChoice(m_models);
    m_form->button().setKeyHint(tr("Ctrl+Return"));
    m_form->button().setToolTip(tr("Queue a training run with these settings (Ctrl+Return)"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_form);

    connect(m_models, &QComboBox::currentIndexChanged, this, &TrainPanel::chooseModel);
    connect(&m_form->button(), &Button::clicked, this, &TrainPanel::submit);
    chooseModel();
}

void TrainPanel::chooseModel()
{
    const ModelInfo *model = findModel(m_models->currentData().toString().toStdString());
    const OperationInfo *operation = model ? model->findOperation("train") : nullptr;
    ParameterForm &form = m_form->options();
    form.setFields(operation ? operation->fields : FieldList{});
    form.setRowHidden("output", true);
    form.setRowHidden("resume", true);
}

void TrainPanel::submit()
{
    ParameterForm &form = m_form->options();
    if (!form.validate())
        return;
    if (form.values().value("data", std::string()).empty()) {
        form.showError("data", dataHint(m_models->currentData().toString()));
        return;
    }
    Q_EMIT trainRequested();
}

JobRequest TrainPanel::request() const
{
    JobRequest request;
    request.model = m_models->currentData().toString().toStdString();
    request.operation = "train";
    request.options = m_form->options().values();
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const QString folder =
        QStringLiteral("%1/runs/%2-%3")
            .arg(m_paths.models, QString::fromStdString(request.options.value("config", request.model)),
                 stamp);
    request.options["output"] = folder.toStdString();
    request.seed = m_form->seed().seed();
    request.device = m_settings.device().toStdString();
    return request;
}

void TrainPanel::setRunNumber(int number)
{
    m_form->button().setText(number > 1 ? tr("Queue as Run %1").arg(number) : tr("Train"));
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/jobs/job_list_model.h"
#include "core/jobs/job_queue.h"
#include "models/catalog/model_catalog.h"
#include "support/scripted_jobs.h"
#include "tests/widgets/gallery_pages.h"
#include "widgets/common/button.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/dock_title_bar.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/keys_help.h"
#include "widgets/common/message_strip.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/seed_row.h"
#include "widgets/common/surface.h"
#include "widgets/common/workspace_rail.h"
#include "widgets/jobs/job_line.h"
#include "widgets/jobs/job_panel.h"
#include "widgets/jobs/loss_plot.h"

#include <QAction>
#include <QDockWidget>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QStatusBar>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

void addMenus(QMainWindow &window)
{
    for (const QString &title : {u"&File"_s, u"&Edit"_s, u"&View"_s, u"&Song"_s, u"&Model"_s, u"&Help"_s}) {
        QMenu *menu = window.menuBar()->addMenu(title);
        menu->addAction(u"Continue in "_s + QString(title).remove(u'&'))
            ->setShortcut(Qt::CTRL | Qt::Key_Return);
        menu->addAction(u"Show "_s + QString(title).remove(u'&'))->setCheckable(true);
    }
}

QDockWidget *addDock(QMainWindow &window, const Theme &theme, const QString &title, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, &window);
    new DockTitleBar(theme, *dock);
    window.addDockWidget(area, dock);
    return dock;
}

QWidget *modelPanel(const Theme &theme, QWidget *parent)
{
    auto *panel = new Surface(theme, Role::Panel, {}, parent);
    panel->setMinimumWidth(300);
    auto *column = new QVBoxLayout(panel);
    auto *form = new ParameterForm(theme, panel);
    form->setFields(modelCatalog().front().operations.front().fields);
    column->addWidget(form);
    auto *seed = new SeedRow(theme, panel);
    seed->setSeed(184720311);
    column->addWidget(seed);
    auto *generate = new Button(theme, u"Generate"_s, Emphasis::Machine, panel);
    generate->setIconName(u"generate"_s);
    generate->setKeyHint(u"Ctrl+Return"_s);
    column->addWidget(generate);
    column->addStretch();
    return panel;
}

QWidget *editor(const Theme &theme, QWidget *parent)
{
    auto *area = new Surface(theme, Role::Editor, {}, parent);
    auto *column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 0);
    auto *strip = new MessageStrip(theme, area);
    column->addWidget(strip);
    auto *card =
        new EmptyState(theme,
                       {.headline = u"Drop a MIDI file here, or let Melody RNN begin."_s,
                        .note = u"Draw a few notes with the pencil and Melody RNN goes on from them. "
                                "Nothing it writes joins your song until you keep it."_s,
                        .primary = u"Generate"_s,
                        .primaryKey = u"Ctrl+Return"_s,
                        .primaryIcon = u"generate"_s,
                        .secondary = u"Open MIDI…"_s,
                        .secondaryKey = u"Ctrl+O"_s,
                        .secondaryIcon = u"document-open"_s,
                        .example = u"Example: an 8-bar tune with chords."_s,
                        .exampleLink = u"Open the Example"_s,
                        .examplePicture = {}},
                       area);
    column->addStretch();
    column->addWidget(card, 0, Qt::AlignHCenter);
    column->addStretch();
    strip->showMessage({.kind = StripMessage::Kind::Warning,
                        .sentence =
                            u"Two notes overlap at bar 3, beat 2 (E5 and A4). Melody RNN continues one "
                            "note at a time."_s,
                        .emphasis = u"bar 3, beat 2"_s,
                        .detail = u"raw words"_s,
                        .repair = u"Keep Highest"_s,
                        .repairKey = u"Alt+H"_s,
                        .secondary = u"Show Notes"_s},
                       MessageStrip::Focus::TakeRepair);
    return area;
}

LossCurves exampleCurves()
{
    LossCurves curves;
    for (int step = 20; step <= 4120; step += 20) {
        const double loss = 0.65 + 3.3 * std::exp(-step / 700.0);
        curves.train.emplace_back(step, loss * (1.0 + 0.04 * std::sin(step * 0.7)));
        if (step % 200 == 0)
            curves.validation.emplace_back(step, loss * 1.06 + 0.03);
    }
    curves.best = curves.validation.back();
    return curves;
}

} // namespace

void fillWindowPage(QMainWindow &window, const Theme &theme)
{
    window.resize(1280, 720);
    addMenus(window);
    auto *rail = new WorkspaceRail(theme, &window);
    window.addToolBar(Qt::LeftToolBarArea, rail);
    rail->addWorkspace(u"compose"_s, u"Compose"_s);
    rail->addWorkspace(u"models"_s, u"Models"_s);
    window.setCentralWidget(editor(theme, &window));
    QDockWidget *dock = addDock(window, theme, u"Model"_s, Qt::RightDockWidgetArea);
    dock->setWidget(modelPanel(theme, dock));
    const auto addCard = [&](OverlayCard *card, const QString &name, const QKeySequence &key) {
        auto *open = new QAction(name, &window);
        open->setShortcut(key);
        QObject::connect(open, &QAction::triggered, card, &OverlayCard::open);
        window.addAction(open);
    };
    addCard(new CommandPalette(theme, &window), u"Command Palette"_s, Qt::CTRL | Qt::SHIFT | Qt::Key_P);
    addCard(new KeysHelp(theme, &window), u"Keys"_s, Qt::Key_F1);
}

void fillPalettePage(QMainWindow &window, const Theme &theme)
{
    fillWindowPage(window, theme);
    auto *palette = window.findChild<CommandPalette *>();
    QTimer::singleShot(0, palette, [palette] {
        palette->open();
        palette->findChild<QLineEdit *>()->setText(u"conti"_s);
    });
}

void fillJobsPage(QMainWindow &window, const Theme &theme)
{
    window.resize(1140, 640);
    auto *queue = new JobQueue(scriptedEngine(), u":memory:"_s, &window);
    auto *model = new JobListModel(*queue, queue);
    auto *plot = new LossPlot(theme, &window);
    plot->setCurves(exampleCurves());
    plot->setSmoothing(0.8);
    plot->setLogarithmic(true);
    window.setCentralWidget(plot);
    window.centralWidget()->setContentsMargins(12, 12, 12, 12);
    QDockWidget *dock = addDock(window, theme, u"Jobs"_s, Qt::BottomDockWidgetArea);
    auto *panel = new JobPanel(theme, *queue, *model, dock);
    panel->setMinimumHeight(240);
    dock->setWidget(panel);
    panel->furnish(*static_cast<DockTitleBar *>(dock->titleBarWidget()));
    auto *line = new JobLine(theme, *queue, *model, &window);
    line->setPanelOpen(true);
    line->placeIn(*window.statusBar());
    JobRequest request = scripted("error");
    request.device = "cuda";
    queue->submit(request, u"Generate · 3 takes"_s);
    queue->submit(scripted("finish"), u"Continue · 3 takes"_s);
    request = scripted("train", "train");
    request.options["checkpoint"] = "/nowhere";
    Job *training = queue->submit(request, u"Training Melody RNN"_s);
    queue->submit(batch("wait"), u"Evaluate"_s);
    queue->submit(batch("wait"), u"Evaluate again"_s);
    QObject::connect(training, &Job::progressChanged, panel, [panel, training] { panel->select(training); });
}

} // namespace solferino

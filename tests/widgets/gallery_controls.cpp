// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/widgets/gallery_pages.h"
#include "widgets/common/button.h"
#include "widgets/common/chip.h"
#include "widgets/common/disclosure_line.h"
#include "widgets/common/icons.h"
#include "widgets/common/segmented_control.h"
#include "widgets/common/surface.h"
#include "widgets/common/text_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QProgressBar>
#include <QRadioButton>
#include <QScrollBar>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

QToolButton *addTool(QHBoxLayout &row, const Theme &theme, const QString &iconName, bool isOn,
                     QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(themedIcon(theme, iconName));
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setChecked(isOn);
    row.addWidget(button);
    return button;
}

QLayout *buttons(const Theme &theme, QWidget *parent)
{
    auto *row = new QHBoxLayout;
    auto *generate = new Button(theme, u"Generate"_s, Emphasis::Machine, parent);
    generate->setIconName(u"generate"_s);
    generate->setKeyHint(u"Ctrl+Return"_s);
    row->addWidget(generate);
    auto *keep = new Button(theme, u"Keep"_s, Emphasis::Person, parent);
    keep->setKeyHint(u"Return"_s);
    row->addWidget(keep);
    auto *discard = new Button(theme, u"Discard"_s, Emphasis::Plain, parent);
    discard->setKeyHint(u"Del"_s);
    row->addWidget(discard);
    auto *disabled = new Button(theme, u"Generate"_s, Emphasis::Machine, parent);
    disabled->setIconName(u"generate"_s);
    disabled->setEnabled(false);
    row->addWidget(disabled);
    auto *flat = new Button(theme, u"Log"_s, Emphasis::Plain, parent);
    flat->setFlat(true);
    row->addWidget(flat);
    auto *dice = new Button(theme, QString(), Emphasis::Plain, parent);
    dice->setIconName(u"roll"_s);
    row->addWidget(dice);
    row->addStretch();
    return row;
}

QLayout *toolButtons(const Theme &theme, QWidget *parent)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    int index = 0;
    for (const QString &name : std::initializer_list<QString>{
             u"media-skip-backward"_s, u"media-playback-pause"_s, u"media-record"_s,
             u"media-playlist-repeat"_s, u"edit-select"_s, u"document-edit"_s, u"draw-eraser"_s,
             u"edit-cut"_s, u"view-media-equalizer"_s, u"metronome"_s, u"scale-keys"_s, u"go-jump"_s,
             u"step-input"_s})
        addTool(*row, theme, name, ++index % 4 == 0, parent);
    auto *others = addTool(*row, theme, u"view-visible"_s, true, parent);
    others->setText(u"Other tracks"_s);
    others->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    row->addStretch();
    return row;
}

QLayout *allIcons(const Theme &theme, QWidget *parent)
{
    auto *grid = new QGridLayout;
    int index = 0;
    for (const QString &file : QDir(u":/icons"_s).entryList()) {
        auto *label = new QLabel(parent);
        label->setPixmap(themedIcon(theme, file.chopped(4)).pixmap(16));
        grid->addWidget(label, index / 24, index % 24);
        ++index;
    }
    return grid;
}

QLayout *fields(QWidget *parent)
{
    auto *row = new QHBoxLayout;
    auto *line = new QLineEdit(u"184 720 311"_s, parent);
    row->addWidget(line);
    auto *spin = new QSpinBox(parent);
    spin->setValue(4);
    row->addWidget(spin);
    auto *combo = new QComboBox(parent);
    combo->addItems({u"Continue"_s, u"Fill"_s});
    row->addWidget(combo);
    auto *slider = new QSlider(Qt::Horizontal, parent);
    slider->setValue(50);
    row->addWidget(slider);
    auto *check = new QCheckBox(u"C major"_s, parent);
    check->setChecked(true);
    row->addWidget(check);
    row->addWidget(new QCheckBox(u"Off"_s, parent));
    auto *radio = new QRadioButton(u"On"_s, parent);
    radio->setChecked(true);
    row->addWidget(radio);
    auto *disabled = new QComboBox(parent);
    disabled->addItem(u"Disabled"_s);
    disabled->setEnabled(false);
    row->addWidget(disabled);
    row->addStretch();
    return row;
}

} // namespace

void fillControlsPage(QMainWindow &window, const Theme &theme)
{
    window.resize(1000, 760);
    QMenu *file = window.menuBar()->addMenu(u"&File"_s);
    file->addAction(u"Open…"_s)->setShortcut(QKeySequence::Open);
    window.menuBar()->addMenu(u"&Edit"_s);
    auto *panel = new Surface(theme, Role::Panel, {}, &window);
    window.setCentralWidget(panel);
    auto *inner = new QVBoxLayout(panel);
    inner->addLayout(buttons(theme, panel));
    inner->addLayout(toolButtons(theme, panel));
    inner->addLayout(fields(panel));
    inner->addLayout(allIcons(theme, panel));

    auto *row = new QHBoxLayout;
    auto *segments = new SegmentedControl(theme, u"Scale"_s, panel);
    segments->addSegment(u"Log"_s);
    segments->addSegment(u"Linear"_s);
    row->addWidget(segments);
    row->addWidget(new Chip(theme, u"Pitch A3–A5"_s, panel));
    auto *disclosure = new DisclosureLine(theme, Role::TextSecondary, panel);
    disclosure->setText(u"Beam search, branch factor, steps"_s);
    row->addWidget(disclosure);
    auto *progress = new QProgressBar(panel);
    progress->setValue(40);
    row->addWidget(progress, 1);
    inner->addLayout(row);

    auto *tabs = new QTabBar(panel);
    tabs->addTab(u"One"_s);
    tabs->addTab(u"Two"_s);
    inner->addWidget(tabs);
    auto *list = new QListWidget(panel);
    for (int i = 1; i <= 20; ++i)
        list->addItem(u"Row %1"_s.arg(i));
    list->setCurrentRow(1);
    inner->addWidget(list, 1);
    auto *bar = new QScrollBar(Qt::Horizontal, panel);
    inner->addWidget(bar);
}

} // namespace solferino

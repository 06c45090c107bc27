// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/path_field.h"

#include "widgets/common/button.h"
#include "widgets/common/drop.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar kSeparator = u';';

} // namespace

PathField::PathField(const Theme &theme, Kind kind, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_name(name)
    , m_line(new QLineEdit(this))
{
    auto *browse = new Button(theme, QString(), Emphasis::Plain, this);
    const bool holdsFolders = kind == Kind::Folder || kind == Kind::Paths;
    browse->setIconName(holdsFolders ? u"folder"_s : u"document-open"_s);
    browse->setToolTip(tr("Choose…"));
    browse->setAccessibleName(tr("Choose %1").arg(name));
    m_line->setMinimumWidth(0);
    m_line->setAccessibleName(name);
    m_line->setAcceptDrops(false); // it would take an address as text
    setAcceptDrops(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kGap);
    row->addWidget(m_line, 1);
    row->addWidget(browse);
    setFocusProxy(m_line);
    connect(browse, &QPushButton::clicked, this,
            kind == Kind::Paths ? &PathField::choosePaths : &PathField::choose);
    connect(m_line, &QLineEdit::textChanged, this, &PathField::pathChanged);
}

QString PathField::path() const
{
    return m_line->text();
}

void PathField::setPath(const QString &path)
{
    m_line->setText(path);
}

void PathField::choose()
{
    const QString start = path();
    QString chosen;
    switch (m_kind) {
    case Kind::Folder:
        chosen = QFileDialog::getExistingDirectory(this, m_name, start);
        break;
    case Kind::File:
        chosen = QFileDialog::getOpenFileName(this, m_name, start, m_filter);
        break;
    case Kind::NewFile:
        chosen = QFileDialog::getSaveFileName(this, m_name, start, m_filter);
        break;
    case Kind::Paths:
        return; // asks for what first: choosePaths
    }
    if (!chosen.isEmpty())
        setPath(chosen);
}

void PathField::choosePaths()
{
    const auto files = [this] {
        return QFileDialog::getOpenFileNames(this, m_name, path().section(kSeparator, -1), m_filter);
    };
    const auto folder = [this] {
        const QString start = path().section(kSeparator, -1);
        const QString chosen = QFileDialog::getExistingDirectory(this, m_name, start);
        return chosen.isEmpty() ? QStringList() : QStringList(chosen);
    };
    const auto replace = [this](const QStringList &chosen) {
        if (!chosen.isEmpty())
            setPath(chosen.join(kSeparator));
    };
    const auto add = [this](const QStringList &chosen) {
        if (!chosen.isEmpty())
            setPath(path() + kSeparator + chosen.join(kSeparator));
    };
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Choose a &Folder…"), this, [=] { replace(folder()); });
    menu->addAction(tr("&Choose Files…"), this, [=] { replace(files()); });
    if (!path().isEmpty()) {
        menu->addSeparator();
        menu->addAction(tr("&Add a Folder…"), this, [=] { add(folder()); });
        menu->addAction(tr("A&dd Files…"), this, [=] { add(files()); });
    }
    menu->popup(mapToGlobal(QPoint(0, height())));
}

QString PathField::fitting(const QMimeData &data) const
{
    const QStringList paths = localPaths(data);
    if (m_kind == Kind::Paths)
        return paths.join(kSeparator);
    for (const QString &path : paths) {
        const QFileInfo info(path);
        if ((m_kind == Kind::Folder && info.isDir()) || (m_kind == Kind::File && info.isFile()))
            return path;
    }
    return {};
}

void PathField::dragEnterEvent(QDragEnterEvent *event)
{
    if (!fitting(*event->mimeData()).isEmpty())
        acceptAsCopy(*event);
}

void PathField::dropEvent(QDropEvent *event)
{
    setPath(fitting(*event->mimeData()));
    acceptAsCopy(*event);
}

} // namespace solferino

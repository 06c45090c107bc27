// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/path_field.h"

#include "widgets/common/button.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>

namespace solferino {

using namespace Qt::StringLiterals;

PathField::PathField(const Theme &theme, Kind kind, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_kind(kind)
    , m_name(name)
    , m_line(new QLineEdit(this))
{
    auto *browse = new Button(theme, QString(), Emphasis::Plain, this);
    browse->setIconName(kind == Kind::Folder ? u"folder"_s : u"document-open"_s);
    browse->setToolTip(tr("Choose…"));
    browse->setAccessibleName(tr("Choose %1").arg(name));
    m_line->setMinimumWidth(0);
    m_line->setAccessibleName(name);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metric::kGap);
    row->addWidget(m_line, 1);
    row->addWidget(browse);
    setFocusProxy(m_line);
    connect(browse, &QPushButton::clicked, this, &PathField::choose);
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
    const QString start = path().section(u';', -1);
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
    }
    if (!chosen.isEmpty())
        setPath(chosen);
}

} // namespace solferino

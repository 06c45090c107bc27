// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/parameter_row.h"

#include "widgets/common/field_editor.h"
#include "widgets/common/field_text.h"
#include "widgets/common/text_label.h"

#include <QContextMenuEvent>
#include <QGridLayout>
#include <QLineEdit>
#include <QMenu>

#include <memory>

namespace solferino {

ParameterRow::ParameterRow(const Theme &theme, const FieldInfo &field, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(field)
    , m_label(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_editor(FieldEditor::create(theme, field, this))
    , m_error(new TextLabel(theme, FontRole::Caption, Role::Error, this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metric::kGap);
    grid->setVerticalSpacing(0);
    static_cast<TextLabel *>(m_label)->setElideMode(Qt::ElideRight);
    m_label->setText(fieldLabel(field));
    m_label->setToolTip(fieldToolTip(field));
    m_label->setBuddy(m_editor->control());
    m_error->setWordWrap(true);
    m_error->hide();
    grid->addWidget(m_label, 0, 0);
    grid->addWidget(m_editor, 0, 1);
    grid->addWidget(m_error, 1, 1);
    grid->setColumnStretch(1, 1);
    const auto fitLabel = [this, grid] {
        m_label->setFixedWidth(m_theme.px(metric::kLabelColumn));
        grid->setRowMinimumHeight(0, m_theme.px(metric::kControl));
    };
    fitLabel();
    connect(&theme, &Theme::changed, this, fitLabel);
    connect(m_editor, &FieldEditor::changed, this, [this] { setError({}); });
    for (QLineEdit *line : m_editor->findChildren<QLineEdit *>())
        line->installEventFilter(this);
}

void ParameterRow::setLabel(const QString &label)
{
    m_label->setText(label.isEmpty() ? fieldLabel(m_field) : label);
    m_editor->control()->setAccessibleName(m_label->text());
}

void ParameterRow::resetToDefault()
{
    m_editor->setValue(m_field.defaultValue);
}

void ParameterRow::setError(const QString &text)
{
    m_error->setText(text);
    m_error->setVisible(!text.isEmpty());
    m_editor->control()->setAccessibleDescription(text);
}

QString ParameterRow::error() const
{
    return m_error->text();
}

bool ParameterRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ContextMenu) {
        showMenu(watched, static_cast<QContextMenuEvent *>(event)->globalPos());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void ParameterRow::contextMenuEvent(QContextMenuEvent *event)
{
    showMenu(this, event->globalPos());
}

void ParameterRow::showMenu(QObject *source, const QPoint &position)
{
    auto *line = qobject_cast<QLineEdit *>(source);
    const std::unique_ptr<QMenu> menu(line ? line->createStandardContextMenu()
                                           : std::make_unique<QMenu>().release());
    if (line)
        menu->addSeparator();
    QAction *reset = menu->addAction(tr("Reset to Default"));
    reset->setEnabled(m_editor->value() != m_field.defaultValue);
    QAction *resetAll = menu->addAction(tr("Reset All Options"));
    QAction *chosen = menu->exec(position);
    if (chosen == reset)
        resetToDefault();
    else if (chosen == resetAll)
        Q_EMIT resetAllRequested();
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/button.h"

#include "widgets/common/icons.h"

#include <QStyleOption>

namespace solferino {

Button::Button(const Theme &theme, const QString &text, Emphasis emphasis, QWidget *parent)
    : QPushButton(text, parent)
    , m_theme(theme)
    , m_emphasis(emphasis)
{
    setAutoDefault(false);
}

Role Button::textRole() const
{
    switch (m_emphasis) {
    case Emphasis::Machine:
        return Role::OnMachine;
    case Emphasis::Person:
        return Role::OnPerson;
    case Emphasis::Plain:
        break;
    }
    return Role::Text;
}

QSize Button::sizeHint() const
{
    // QPushButton keeps its first answer until its text changes; the key hint counts too.
    QStyleOptionButton option;
    initStyleOption(&option);
    const QSize text = fontMetrics().size(Qt::TextShowMnemonic, option.text);
    return style()->sizeFromContents(QStyle::CT_PushButton, &option, text, this);
}

void Button::setIconName(const QString &name)
{
    setIcon(themedIcon(m_theme, name, textRole()));
}

void Button::setKeyHint(const QString &hint)
{
    m_keyHint = hint;
    updateGeometry();
    update();
}

} // namespace solferino

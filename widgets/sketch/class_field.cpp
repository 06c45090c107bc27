// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/class_field.h"

#include <QKeyEvent>
#include <QWheelEvent>

#include <algorithm>

namespace solferino {

ClassField::ClassField(const Theme &theme, QWidget *parent)
    : QComboBox(parent)
    , m_picker(new ClassPicker(theme, this))
{
    setAccessibleName(tr("Class"));
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(10);
    connect(m_picker, &ClassPicker::chosen, this, [this](const QString &id) {
        setCurrent(id);
        Q_EMIT chosen(id);
    });
    connect(m_picker, &ClassPicker::closed, this, [this] { QComboBox::hidePopup(); });
}

void ClassField::setClasses(std::vector<SketchClass> classes)
{
    const QString id = current();
    m_picker->setClasses(std::move(classes));
    setCurrent(id);
}

void ClassField::setCurrent(const QString &id)
{
    const std::vector<SketchClass> &classes = m_picker->classes();
    const auto found = std::ranges::find(classes, id, &SketchClass::id);
    clear();
    m_picker->setCurrent(id);
    if (found != classes.end())
        addItem(found->name, found->id);
}

QString ClassField::current() const
{
    return currentData().toString();
}

void ClassField::showPopup()
{
    m_picker->openAt(this);
}

void ClassField::hidePopup()
{
    m_picker->hide();
}

void ClassField::keyPressEvent(QKeyEvent *event)
{
    const std::vector<SketchClass> &classes = m_picker->classes();
    const bool isDown = event->key() == Qt::Key_Down;
    if (classes.empty() || (!isDown && event->key() != Qt::Key_Up) ||
        event->modifiers().testFlag(Qt::AltModifier)) {
        QComboBox::keyPressEvent(event);
        return;
    }
    const auto found = std::ranges::find(classes, current(), &SketchClass::id);
    const auto place = found == classes.end() ? -1 : static_cast<int>(found - classes.begin());
    const int next = std::clamp(place + (isDown ? 1 : -1), 0, static_cast<int>(classes.size()) - 1);
    if (next == place)
        return;
    const QString id = classes[static_cast<std::size_t>(next)].id;
    setCurrent(id);
    Q_EMIT chosen(id);
}

void ClassField::wheelEvent(QWheelEvent *event)
{
    event->ignore(); // a panel that scrolls under the pointer must not change the model
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/class_picker.h"

#include "widgets/common/icons.h"
#include "widgets/common/paint.h"
#include "widgets/common/search_list.h"
#include "widgets/common/text_label.h"
#include "widgets/sketch/class_list.h"

#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QScreen>

#include <algorithm>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kInputHeight = 36;
constexpr int kInputLeft = 34;
constexpr int kLeastWidth = 260;
constexpr int kMostRows = 10;

} // namespace

ClassPicker::ClassPicker(const Theme &theme, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_theme(theme)
    , m_list(new ClassList(this))
    , m_delegate(new ClassDelegate(theme, *m_list, this))
    , m_input(new QLineEdit(this))
    , m_count(new TextLabel(theme, FontRole::Note, Role::TextSecondary, this))
    , m_view(new QListView(this))
{
    setAccessibleName(tr("Classes"));
    m_input->setAccessibleName(tr("Class to find"));
    m_input->setPlaceholderText(tr("Find a class"));
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_view->setModel(m_list);
    m_view->setItemDelegate(m_delegate);
    m_view->setUniformItemSizes(true);
    m_view->setAccessibleName(tr("Classes found"));
    setFocusProxy(m_input);
    connect(m_input, &QLineEdit::textChanged, this, &ClassPicker::setFilter);
    auto *search = new SearchList(*m_input, *m_view, this);
    connect(search, &SearchList::taken, this, &ClassPicker::choose);
}

void ClassPicker::setClasses(std::vector<SketchClass> classes)
{
    m_list->setClasses(std::move(classes));
    setFilter(m_input->text());
}

const std::vector<SketchClass> &ClassPicker::classes() const
{
    return m_list->classes();
}

void ClassPicker::setCurrent(const QString &id)
{
    m_current = id;
}

void ClassPicker::openAt(QWidget *anchor)
{
    m_input->clear();
    setFilter({});
    const int row = std::max(m_list->rowOf(m_current), 0);
    const int wide = std::max(m_theme.px(kLeastWidth), anchor->width());
    resize(wide, sizeHint().height());
    const QPoint below = anchor->mapToGlobal(QPoint(0, anchor->height() + 2));
    const QRect screen = anchor->screen()->availableGeometry();
    const int above = anchor->mapToGlobal(QPoint(0, 0)).y() - height() - 2;
    const bool fits = below.y() + height() <= screen.bottom() || above < screen.top();
    move(std::clamp(below.x(), screen.left(), std::max(screen.left(), screen.right() - wide)),
         fits ? below.y() : above);
    show();
    m_view->setCurrentIndex(m_list->index(row));
    m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_input->setFocus(Qt::PopupFocusReason);
}

void ClassPicker::setFilter(const QString &typed)
{
    m_list->setFilter(typed);
    m_count->setText(tr("%1 of %n", nullptr, static_cast<int>(classes().size())).arg(m_list->rowCount()));
    m_view->setCurrentIndex(m_list->index(0));
    m_view->scrollToTop();
}

QSize ClassPicker::sizeHint() const
{
    const int rows = std::clamp(static_cast<int>(classes().size()), 1, kMostRows);
    return {m_theme.px(kLeastWidth), m_theme.px(kInputHeight) + 3 + rows * m_delegate->rowHeight()};
}

void ClassPicker::choose()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return;
    const QString id = index.data(ClassList::IdRole).toString();
    m_current = id;
    hide();
    Q_EMIT chosen(id);
}

void ClassPicker::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    Q_EMIT closed();
}

void ClassPicker::resizeEvent(QResizeEvent * /*event*/)
{
    const int inputHeight = m_theme.px(kInputHeight);
    const int countWidth = m_theme.px(72);
    m_input->setGeometry(kInputLeft, 1, width() - kInputLeft - countWidth - metric::kInset, inputHeight - 1);
    m_count->setGeometry(width() - countWidth - metric::kInset, 1, countWidth, inputHeight - 1);
    m_view->setGeometry(1, inputHeight + 2, width() - 2, height() - inputHeight - 3);
}

void ClassPicker::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    const int inputHeight = m_theme.px(kInputHeight);
    const int icon = m_theme.px(metric::kIcon);
    painter.fillRect(rect(), m_theme.color(Role::Mark));
    painter.fillRect(rect().adjusted(1, 1, -1, -1), m_theme.color(Role::Panel));
    painter.fillRect(1, inputHeight + 1, width() - 2, 1, m_theme.color(Role::Line));
    drawIcon(painter, m_theme, u"search"_s, QRect(metric::kInset, 1, icon, inputHeight - 1),
             Role::TextSecondary, icon);
}

} // namespace solferino

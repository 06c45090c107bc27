// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sketch/drawing_browser.h"

#include "widgets/common/button.h"
#include "widgets/common/surface.h"
#include "widgets/common/text_label.h"
#include "widgets/sketch/class_field.h"
#include "widgets/sketch/drawing_delegate.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QListView>
#include <QLocale>
#include <QSortFilterProxyModel>

#include <algorithm>
#include <array>
#include <map>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

/// Lets the drawings of one class pass.
class LabelFilter final : public QSortFilterProxyModel
{
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    [[nodiscard]] const QString &label() const { return m_label; }
    void setLabel(const QString &label)
    {
        m_label = label;
        invalidateFilter();
    }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override
    {
        return m_label.isEmpty() ||
               sourceModel()->index(row, 0, parent).data(DataSetModel::LabelRole) == m_label;
    }

private:
    QString m_label;
};

/// Drawings of a class in training, validation and test.
struct ClassCounts
{
    std::array<int, 3> parts{};
    const Lines *picture = nullptr;

    [[nodiscard]] int total() const { return parts[0] + parts[1] + parts[2]; }
    void add(const SketchExample &example)
    {
        ++parts[static_cast<std::size_t>(example.split)];
        if (!picture)
            picture = &example.lines;
    }
    [[nodiscard]] QString text() const
    {
        const QLocale locale;
        QString text = DrawingBrowser::tr("%Ln drawings", nullptr, total());
        if (parts[1] + parts[2] > 0)
            text += u" · "_s +
                    DrawingBrowser::tr("%1 train, %2 valid, %3 test")
                        .arg(locale.toString(parts[0]), locale.toString(parts[1]), locale.toString(parts[2]));
        return text;
    }
};

} // namespace

DrawingBrowser::DrawingBrowser(const Theme &theme, DataSetModel &model, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(model)
    , m_shown(new LabelFilter(this))
    , m_view(new QListView(this))
    , m_classes(new ClassField(theme, this))
    , m_counts(new TextLabel(theme, FontRole::Body, Role::TextSecondary, this))
    , m_chosen(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_remove(new Button(theme, tr("Remove"), Emphasis::Plain, this))
    , m_undo(new Button(theme, tr("Undo"), Emphasis::Plain, this))
{
    m_shown->setSourceModel(&model);
    m_view->setModel(m_shown);
    m_view->setItemDelegate(new DrawingDelegate(theme, model, this));
    // A wrapped list, not icon mode: that one keeps a search tree of all items.
    m_view->setFlow(QListView::LeftToRight);
    m_view->setWrapping(true);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setUniformItemSizes(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setAccessibleName(tr("Drawings"));
    m_view->viewport()->setAutoFillBackground(false);
    m_view->installEventFilter(this);
    buildHead();

    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        updateState();
        Q_EMIT selectionChanged();
    });
    connect(m_view, &QListView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT drawingActivated(index.data(DataSetModel::IdRole).toULongLong());
    });
    connect(m_classes, &ClassField::chosen, this, &DrawingBrowser::setLabelFilter);
    connect(m_remove, &Button::clicked, this, &DrawingBrowser::removeSelected);
    connect(m_undo, &Button::clicked, &model.undoStack(), &QUndoStack::undo);
    connect(&model, &DataSetModel::countsChanged, this, &DrawingBrowser::updateClasses);
    connect(&model.undoStack(), &QUndoStack::indexChanged, this, &DrawingBrowser::updateState);
    connect(&theme, &Theme::changed, m_view, qOverload<>(&QListView::doItemsLayout));
    updateClasses();
}

void DrawingBrowser::buildHead()
{
    m_remove->setKeyHint(tr("Del"));
    m_remove->setToolTip(tr("Take the chosen drawings out of the data set (Delete)"));
    m_undo->setToolTip(tr("Put back what was taken out last (Ctrl+Z)"));
    m_classes->setToolTip(tr("Show the drawings of one class"));
    auto *head = new Surface(m_theme, Role::Panel, Qt::BottomEdge, this);
    head->setScaledHeight(metric::kTransport);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(metric::kInset, 0, metric::kInset, 1);
    row->setSpacing(metric::kGap);
    row->addWidget(m_classes);
    row->addSpacing(4);
    row->addWidget(m_counts);
    m_counts->setElideMode(Qt::ElideRight);
    row->addStretch(1);
    row->addWidget(m_chosen);
    row->addWidget(m_remove);
    row->addWidget(m_undo);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head);
    auto *place = new QVBoxLayout;
    place->setContentsMargins(metric::kInset, metric::kInset, 0, 0);
    place->addWidget(m_view);
    layout->addLayout(place, 1);
}

void DrawingBrowser::updateClasses()
{
    std::map<std::string, ClassCounts> counts;
    ClassCounts all;
    for (const SketchExample &example : m_model.dataSet().examples) {
        counts[example.label].add(example);
        all.add(example);
    }
    std::vector<SketchClass> classes;
    const QLocale locale;
    classes.push_back({{}, tr("All classes"), locale.toString(all.total()), {}});
    for (const auto &[label, count] : counts) {
        const QString name = QString::fromStdString(label);
        classes.push_back(
            {name, name, locale.toString(count.total()), count.picture ? *count.picture : Lines{}});
    }
    const bool isGone = !labelFilter().isEmpty() && !counts.contains(labelFilter().toStdString());
    m_classes->setClasses(std::move(classes));
    if (isGone)
        setLabelFilter({});
    const auto shown = counts.find(labelFilter().toStdString());
    m_counts->setText(shown == counts.end() ? all.text() : shown->second.text());
    updateState();
}

void DrawingBrowser::setLabelFilter(const QString &label)
{
    static_cast<LabelFilter *>(m_shown)->setLabel(label);
    m_classes->setCurrent(label);
    m_view->scrollToTop();
    updateClasses();
}

QString DrawingBrowser::labelFilter() const
{
    return static_cast<const LabelFilter *>(m_shown)->label();
}

std::vector<ExampleId> DrawingBrowser::selected() const
{
    std::vector<ExampleId> ids;
    for (const QModelIndex &index : m_view->selectionModel()->selectedIndexes())
        ids.push_back(index.data(DataSetModel::IdRole).toULongLong());
    std::ranges::sort(ids);
    return ids;
}

void DrawingBrowser::removeSelected()
{
    const std::vector<ExampleId> ids = selected();
    if (ids.empty())
        return;
    // The next drawing becomes current, so that Delete can be pressed again.
    const auto rows = m_view->selectionModel()->selectedIndexes();
    const int first = std::ranges::min(rows, {}, &QModelIndex::row).row();
    m_model.remove(ids);
    const int next = std::min(first, m_shown->rowCount() - 1);
    if (next >= 0)
        m_view->selectionModel()->setCurrentIndex(m_shown->index(next, 0), QItemSelectionModel::NoUpdate);
}

void DrawingBrowser::updateState()
{
    const auto chosen = static_cast<int>(m_view->selectionModel()->selectedIndexes().size());
    m_chosen->setText(chosen > 0 ? tr("%Ln chosen", nullptr, chosen) : QString());
    m_remove->setEnabled(chosen > 0);
    m_undo->setEnabled(m_model.undoStack().canUndo());
}

bool DrawingBrowser::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_view || (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride))
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool isPress = event->type() == QEvent::KeyPress;
    if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
        // The window's undo is the document's: here it is the data set's.
        event->accept();
        if (isPress && key->matches(QKeySequence::Undo))
            m_model.undoStack().undo();
        else if (isPress)
            m_model.undoStack().redo();
        return true;
    }
    if (!isPress)
        return QWidget::eventFilter(watched, event);
    if (key->key() == Qt::Key_Delete || key->key() == Qt::Key_Backspace) {
        removeSelected();
        return true;
    }
    if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && m_view->currentIndex().isValid()) {
        Q_EMIT drawingActivated(m_view->currentIndex().data(DataSetModel::IdRole).toULongLong());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/sketch/drawing.h"

#include <QFrame>

#include <vector>

class QLineEdit;
class QListView;

namespace solferino {

class ClassDelegate;
class ClassList;
class TextLabel;
class Theme;

/// Something that a model can draw.
struct SketchClass
{
    QString id;    ///< what chosen() says: a label, or a model's name
    QString name;  ///< translated or as the data has it: "palm tree"
    QString note;  ///< small letters after the name ("generator"); may be empty
    Lines picture; ///< a drawing of it; may be empty
};

/// A popup over the window: type a few letters of a class, arrows choose, Return takes it.
class ClassPicker final : public QFrame
{
    Q_OBJECT
public:
    ClassPicker(const Theme &theme, QWidget *parent);

    void setClasses(std::vector<SketchClass> classes);
    [[nodiscard]] const std::vector<SketchClass> &classes() const;
    void setCurrent(const QString &id);
    /// Opens under `anchor`, as wide as it at least; above it where there is no room.
    void openAt(QWidget *anchor);
    /// Shows what matches: fuzzy, best first; the first of them is current.
    void setFilter(const QString &typed);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &id);
    void closed(); ///< without or after a choice

protected:
    void paintEvent(QPaintEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void choose();

    const Theme &m_theme;
    ClassList *m_list;
    ClassDelegate *m_delegate;
    QLineEdit *m_input;
    TextLabel *m_count;
    QListView *m_view;
    QString m_current;
};

} // namespace solferino

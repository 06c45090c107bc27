// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/keys_provider.h"
#include "widgets/stylize/style_mix.h"

#include <QListView>

namespace solferino {

class StyleListModel;
class Theme;

/// The styles as a row of pictures. A click or Return takes a style alone; with Ctrl or Shift, or Space, it
/// joins the mix or leaves it.
class StyleStrip final : public QListView, public KeysProvider
{
    Q_OBJECT
public:
    StyleStrip(const Theme &theme, StyleListModel &styles, QWidget *parent);

    /// The style that the arrow keys are at.
    void setCurrentStyle(const std::string &name);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] QString keysTitle() const override;
    [[nodiscard]] std::vector<KeyLine> keyLines() const override;

Q_SIGNALS:
    /// `text` is what undo calls it.
    void mixRequested(const std::vector<solferino::MixedStyle> &mix, const QString &text);
    /// One style more than a mix has.
    void refused(const QString &sentence);
    /// Return on the style that is shown: it is liked.
    void keepRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    bool event(QEvent *event) override;

private:
    void choose(const QModelIndex &index, bool joins);
    [[nodiscard]] bool isAlone(const QModelIndex &index) const;

    const Theme &m_theme;
    StyleListModel &m_styles;
    QPersistentModelIndex m_pressed;
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/stylize/style_mix.h"

#include <QAbstractButton>

namespace solferino {

class StyleListModel;
class Theme;

/// "+ Add a Style · 2 of 4": a dashed line that opens a menu of the styles that are not in the mix yet.
class AddStyleButton final : public QAbstractButton
{
    Q_OBJECT
public:
    AddStyleButton(const Theme &theme, StyleListModel &styles, QWidget *parent);

    void setMix(const StyleMix &mix);
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void styleChosen(const std::string &style);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openMenu();

    const Theme &m_theme;
    StyleListModel &m_styles;
    StyleMix m_mix;
};

} // namespace solferino

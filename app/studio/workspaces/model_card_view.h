// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/job_request.h"

#include <QWidget>

class QFormLayout;

namespace solferino {

class TextLabel;
class Theme;

/// The card of one installed model: what it does, what it was trained on, licence, scores, where its file is.
class ModelCardView final : public QWidget
{
    Q_OBJECT
public:
    ModelCardView(Theme &theme, QWidget *parent);

    /// `card` is the model file's own metadata.
    void showCard(const QString &title, const QString &path, const nlohmann::json &card);

private:
    void addRow(const QString &label, const QString &text);

    Theme &m_theme;
    TextLabel *m_title;
    TextLabel *m_description;
    QFormLayout *m_rows;
};

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/workspaces/model_card_view.h"

#include "widgets/common/text_label.h"
#include "widgets/common/theme.h"

#include <QDir>
#include <QFileInfo>
#include <QFormLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace solferino {

namespace {

constexpr int kMargin = 24;

/// Of objects with a title (the styles of a model) that alone.
QString numberText(const nlohmann::json &value)
{
    if (value.is_object())
        return QString::fromStdString(value.value("title", value.value("name", std::string("…"))));
    if (value.is_number_integer())
        return QLocale().toString(value.get<qint64>());
    if (value.is_number())
        return QLocale().toString(value.get<double>(), 'f', 3);
    return QString::fromStdString(value.is_string() ? value.get<std::string>() : value.dump());
}

/// "validation_loss" as "Validation loss".
QString words(const std::string &name)
{
    QString text = QString::fromStdString(name).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

/// Of the scores, those that tell models apart; the file has them all.
nlohmann::json mainScores(const nlohmann::json &scores)
{
    nlohmann::json kept = nlohmann::json::object();
    for (const auto &[name, value] : scores.items()) {
        const QString text = QString::fromStdString(name);
        if (text.endsWith(u"nats_per_event") || text.startsWith(u"repeated_bars") ||
            text == u"held_out_accuracy" || text == u"validation_accuracy")
            kept[name] = value;
    }
    return kept.empty() ? scores : kept;
}

QString listText(const nlohmann::json &object)
{
    QStringList lines;
    for (const auto &[name, value] : object.items()) {
        if (value.is_array()) {
            QStringList items;
            for (const nlohmann::json &item : value)
                items << numberText(item);
            lines << QStringLiteral("%1: %2").arg(words(name), items.join(QStringLiteral(", ")));
        } else if (!value.is_object()) {
            lines << QStringLiteral("%1: %2").arg(words(name), numberText(value));
        }
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace

ModelCardView::ModelCardView(Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_title(new TextLabel(theme, FontRole::Headline, Role::Text, this))
    , m_description(new TextLabel(theme, FontRole::Body, Role::Text, this))
    , m_rows(new QFormLayout)
{
    m_title->setWordWrap(true);
    m_description->setWordWrap(true);
    m_rows->setRowWrapPolicy(QFormLayout::WrapLongRows);
    m_rows->setHorizontalSpacing(kMargin);
    m_rows->setVerticalSpacing(metric::kInset);
    m_rows->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    layout->setSpacing(metric::kInset);
    layout->addWidget(m_title);
    layout->addWidget(m_description);
    layout->addLayout(m_rows);
    layout->addStretch(1);
}

void ModelCardView::addRow(const QString &label, const QString &text)
{
    if (text.isEmpty())
        return;
    auto *value = new TextLabel(m_theme, FontRole::Body, Role::Text, this);
    value->setText(text);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto *name = new TextLabel(m_theme, FontRole::Body, Role::TextSecondary, this);
    name->setText(label);
    name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_rows->addRow(name, value);
}

void ModelCardView::showCard(const QString &title, const QString &path, const nlohmann::json &card)
{
    while (m_rows->rowCount() > 0)
        m_rows->removeRow(0);
    m_title->setText(title);
    m_description->setText(QString::fromStdString(card.value("description", std::string())));
    addRow(tr("Configuration"), QString::fromStdString(card.value("config", std::string())));
    addRow(tr("Network"), listText(card.value("hyper_parameters", nlohmann::json::object())));
    addRow(tr("Trained on"), listText(card.value("data", nlohmann::json::object())));
    addRow(tr("Scores"), listText(mainScores(card.value("scores", nlohmann::json::object()))));
    addRow(tr("Licence"), QString::fromStdString(card.value("licence", std::string())));
    const QFileInfo file(path);
    addRow(tr("File"), path.isEmpty() ? tr("not installed")
                                      : tr("%1 (%2)").arg(QDir::toNativeSeparators(path),
                                                          QLocale().formattedDataSize(file.size())));
}

} // namespace solferino

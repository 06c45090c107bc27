// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/seed_row.h"

#include "widgets/common/button.h"
#include "widgets/common/text_label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QRegularExpressionValidator>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

/// 184720311 as "184 720 311", with narrow spaces that never break.
QString grouped(std::uint64_t seed)
{
    QString digits = QString::number(seed);
    for (qsizetype i = digits.size() - 3; i > 0; i -= 3)
        digits.insert(i, QChar(0x202F));
    return digits;
}

std::optional<std::uint64_t> parsed(const QString &text)
{
    QString digits;
    for (const QChar character : text) {
        if (character.isDigit())
            digits += character;
    }
    bool isNumber = false;
    const std::uint64_t seed = digits.toULongLong(&isNumber);
    if (!isNumber)
        return {};
    return std::min(seed, SeedRow::kMax);
}

} // namespace

SeedRow::SeedRow(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(new QLineEdit(this))
    , m_lock(new Button(theme, QString(), Emphasis::Plain, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    auto *label = new TextLabel(theme, FontRole::Body, Role::TextSecondary, this);
    label->setText(tr("Seed"));
    label->setBuddy(m_field);
    label->setFixedWidth(theme.px(metric::kLabelColumn) + metric::kGap - row->spacing());
    connect(&theme, &Theme::changed, label, [this, label, row] {
        label->setFixedWidth(m_theme.px(metric::kLabelColumn) + metric::kGap - row->spacing());
    });
    row->addWidget(label);

    m_field->setPlaceholderText(tr("random"));
    m_field->setAccessibleName(tr("Seed"));
    m_field->setToolTip(tr("Same seed and settings: same take. Empty: a new one each time."));
    m_field->setMinimumWidth(0);
    const QRegularExpression digits(u"[0-9\\s\\x{202F}]{0,24}"_s);
    m_field->setValidator(new QRegularExpressionValidator(digits, m_field));
    row->addWidget(m_field, 1);

    m_lock->setCheckable(true);
    m_lock->setIconName(u"object-unlocked"_s);
    m_lock->setAccessibleName(tr("Keep this seed"));
    m_lock->setToolTip(tr("Keep this seed for the next takes"));
    row->addWidget(m_lock);
    auto *dice = new Button(theme, QString(), Emphasis::Plain, this);
    dice->setIconName(u"roll"_s);
    dice->setAccessibleName(tr("New random seed"));
    dice->setToolTip(tr("New random seed"));
    row->addWidget(dice);

    connect(m_field, &QLineEdit::textEdited, this, [this](const QString &text) {
        m_seed = parsed(text);
        Q_EMIT seedChanged();
    });
    connect(m_field, &QLineEdit::editingFinished, this, &SeedRow::tidy);
    connect(m_lock, &QPushButton::toggled, this, [this](bool isOn) {
        m_lock->setIconName(isOn ? u"object-locked"_s : u"object-unlocked"_s);
        Q_EMIT lockedChanged(isOn);
    });
    connect(dice, &QPushButton::clicked, this, &SeedRow::roll);
}

std::optional<std::uint64_t> SeedRow::seed() const
{
    return m_seed;
}

void SeedRow::setSeed(std::optional<std::uint64_t> seed)
{
    if (seed)
        seed = std::min(*seed, kMax);
    const bool isNew = seed != m_seed;
    m_seed = seed;
    tidy();
    if (isNew)
        Q_EMIT seedChanged();
}

bool SeedRow::isLocked() const
{
    return m_lock->isChecked();
}

void SeedRow::setLocked(bool locked)
{
    m_lock->setChecked(locked);
}

void SeedRow::roll()
{
    setSeed(QRandomGenerator::global()->bounded(quint64(kMaxRolled) + 1));
}

void SeedRow::tidy()
{
    m_field->setText(m_seed ? grouped(*m_seed) : QString());
}

} // namespace solferino

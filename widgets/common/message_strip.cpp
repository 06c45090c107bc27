// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/message_strip.h"

#include "widgets/common/button.h"
#include "widgets/common/icons.h"
#include "widgets/common/text_label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QToolButton>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr int kDetailHeight = 120;

QString richSentence(const StripMessage &message)
{
    const QString sentence = message.sentence.toHtmlEscaped();
    if (message.emphasis.isEmpty())
        return sentence;
    const QString part = message.emphasis.toHtmlEscaped();
    return QString(sentence).replace(part, u"<b>%1</b>"_s.arg(part));
}

} // namespace

MessageStrip::MessageStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_bar(new Surface(theme, Role::WarningTint, Qt::BottomEdge, this))
    , m_icon(new QLabel(m_bar))
    , m_sentence(new TextLabel(theme, FontRole::Body, Role::Text, m_bar))
    , m_details(new TextLabel(theme, FontRole::Body, Role::Text, m_bar))
    , m_secondary(new Button(theme, QString(), Emphasis::Plain, m_bar))
    , m_repair(new Button(theme, QString(), Emphasis::Person, m_bar))
    , m_close(new QToolButton(m_bar))
    , m_detailText(new QPlainTextEdit(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bar);
    column->addWidget(m_detailText);
    m_detailText->setReadOnly(true);
    m_detailText->setFixedHeight(kDetailHeight);
    m_detailText->setAccessibleName(tr("Details of the message"));
    m_detailText->hide();

    auto *row = new QHBoxLayout(m_bar);
    row->setContentsMargins(metric::kInset, 0, metric::kInset, 0);
    m_sentence->setTextFormat(Qt::RichText);
    m_sentence->setWordWrap(true);
    m_sentence->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_details->setTextFormat(Qt::RichText);
    m_details->setText(u"<a href=\"#\">%1</a>"_s.arg(tr("Details").toHtmlEscaped()));
    m_details->setTextInteractionFlags(Qt::LinksAccessibleByKeyboard | Qt::LinksAccessibleByMouse);
    m_details->setAccessibleName(tr("Details"));
    m_close->setAutoRaise(true);
    m_close->setIcon(themedIcon(theme, u"window-close"_s));
    m_close->setToolTip(tr("Close (Esc)"));
    m_close->setAccessibleName(tr("Close the message"));
    row->addWidget(m_icon);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_details);
    row->addSpacing(metric::kGap);
    row->addWidget(m_secondary);
    row->addWidget(m_repair);
    row->addWidget(m_close);

    connect(m_details, &QLabel::linkActivated, this, [this] { showDetail(m_detailText->isHidden()); });
    connect(m_secondary, &QPushButton::clicked, this, &MessageStrip::secondaryRequested);
    connect(m_repair, &QPushButton::clicked, this, &MessageStrip::repair);
    connect(m_close, &QToolButton::clicked, this, &MessageStrip::dismiss);
    connect(&theme, &Theme::changed, this, &MessageStrip::updateColors);
    hide();
}

void MessageStrip::showMessage(const StripMessage &message, Focus focus, std::function<void()> repair)
{
    m_message = message;
    m_mend = std::move(repair);
    m_sentence->setText(richSentence(message));
    m_sentence->setToolTip(message.sentence);
    m_sentence->setAccessibleName(message.sentence);
    m_details->setVisible(!message.detail.isEmpty());
    m_detailText->setPlainText(message.detail);
    showDetail(false);
    m_secondary->setText(message.secondary);
    m_secondary->setVisible(!message.secondary.isEmpty());
    m_repair->setText(message.repair);
    m_repair->setKeyHint(message.repairKey);
    m_repair->setVisible(!message.repair.isEmpty());
    updateColors();
    show();
    if (focus == Focus::TakeRepair && !message.repair.isEmpty())
        m_repair->setFocus(Qt::OtherFocusReason);
}

void MessageStrip::showError(const Error &error, const QString &repairText, std::function<void()> repair)
{
    StripMessage message;
    message.kind = StripMessage::Kind::Error;
    message.sentence = error.message;
    message.detail = error.detail;
    message.repair = repairText;
    showMessage(message, Focus::Stay, std::move(repair));
}

void MessageStrip::repair()
{
    Q_EMIT repairRequested();
    if (const std::function<void()> mend = std::exchange(m_mend, {})) {
        dismiss();
        mend();
    }
}

void MessageStrip::dismiss()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT dismissed();
}

void MessageStrip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_repair->hasFocus())
        m_repair->click();
    else
        QWidget::keyPressEvent(event);
}

void MessageStrip::updateColors()
{
    const bool isWarning = m_message.kind == StripMessage::Kind::Warning;
    m_bar->setMinimumHeight(m_theme.px(metric::kStrip));
    const Role role = isWarning ? Role::Warning : Role::Error;
    m_bar->setFill(isWarning ? Role::WarningTint : Role::ErrorTint);
    m_bar->setHairlineRole(role);
    m_icon->setPixmap(themedIcon(m_theme, isWarning ? u"data-warning"_s : u"data-error"_s, role)
                          .pixmap(m_theme.px(metric::kIcon), m_theme.px(metric::kIcon)));
    m_icon->setAccessibleName(isWarning ? tr("Warning") : tr("Error"));
}

void MessageStrip::showDetail(bool isShown)
{
    m_detailText->setVisible(isShown);
}

} // namespace solferino

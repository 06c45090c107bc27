// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/system_look.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#include <QGuiApplication>
#include <QPalette>
#include <QStyleHints>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kService = "org.freedesktop.portal.Desktop";
constexpr auto kPath = "/org/freedesktop/portal/desktop";
constexpr auto kInterface = "org.freedesktop.portal.Settings";
constexpr int kPatience = 1000; // ms for an answer, in the background

QString appearance()
{
    return u"org.freedesktop.appearance"_s;
}
QString gnome()
{
    return u"org.gnome.desktop.interface"_s;
}

/// The portal's Read wraps its answer twice.
QVariant unwrapped(QVariant value)
{
    while (value.canConvert<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

/// Asking for a bus that is not there would start one.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
           QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

bool paletteIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace

SystemLook::SystemLook(QObject *parent)
    : QObject(parent)
    , m_isDark(paletteIsDark())
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto follow = [this] {
        const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
        if (scheme != Qt::ColorScheme::Unknown)
            apply(appearance(), u"color-scheme"_s, scheme == Qt::ColorScheme::Dark ? 1u : 2u);
    };
    follow();
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, follow);
#endif
    askPortal();
}

void SystemLook::askPortal()
{
    if (QGuiApplication::platformName() == u"offscreen" || !hasSessionBus())
        return;
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QString::fromLatin1(kService), QString::fromLatin1(kPath), QString::fromLatin1(kInterface),
                u"SettingChanged"_s, this, SLOT(settingChanged(QString, QString, QDBusVariant)));
    ask(appearance(), u"color-scheme"_s);
    ask(appearance(), u"contrast"_s);
    ask(gnome(), u"enable-animations"_s);
}

void SystemLook::ask(const QString &space, const QString &key)
{
    QDBusMessage call =
        QDBusMessage::createMethodCall(QString::fromLatin1(kService), QString::fromLatin1(kPath),
                                       QString::fromLatin1(kInterface), u"Read"_s);
    call.setArguments({space, key});
    const QDBusPendingCall pending = QDBusConnection::sessionBus().asyncCall(call, kPatience);
    auto *watcher = new QDBusPendingCallWatcher(pending, this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, space, key](QDBusPendingCallWatcher *answered) {
                const QDBusPendingReply<QVariant> reply = *answered;
                answered->deleteLater();
                if (!reply.isError())
                    apply(space, key, unwrapped(reply.value()));
            });
}

void SystemLook::settingChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    apply(space, key, unwrapped(value.variant()));
}

void SystemLook::apply(const QString &space, const QString &key, const QVariant &value)
{
    const auto set = [this](bool &member, bool isOn) {
        if (member == isOn)
            return;
        member = isOn;
        Q_EMIT changed();
    };
    if (space == appearance() && key == u"color-scheme") {
        // 0 no preference, 1 dark, 2 light
        if (const uint scheme = value.toUInt(); scheme == 1 || scheme == 2)
            set(m_isDark, scheme == 1);
    } else if (space == appearance() && key == u"contrast") {
        set(m_wantsHighContrast, value.toUInt() == 1);
    } else if (space == gnome() && key == u"enable-animations" && value.typeId() == QMetaType::Bool) {
        set(m_wantsReducedMotion, !value.toBool());
    }
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/theme.h"

#include "widgets/common/system_look.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace solferino {

namespace {

constexpr int kHatchPeriod = 7;         // px along a row: 5 px across the lines
constexpr double kHatchLineWidth = 1.4; // px
constexpr int kLongestAnimation = 120;  // ms

struct RoleColors
{
    QRgb dark;
    QRgb light;
    QRgb highContrast;
};

constexpr std::array<RoleColors, static_cast<std::size_t>(Role::Count)> kColors{{
    {0xFF1E1F22, 0xFFF7F7F8, 0xFF000000}, // Window
    {0xFF26282C, 0xFFFFFFFF, 0xFF000000}, // Panel
    {0xFF303338, 0xFFF0F1F3, 0xFF101010}, // Button
    {0xFF393C42, 0xFFE6E8EB, 0xFF2A2A2A}, // ButtonHover
    {0xFF1E1F22, 0xFFFFFFFF, 0xFF000000}, // Field
    {0xFF263A3E, 0xFFD9EEF0, 0xFF00363C}, // Selection
    {0xFF1F3538, 0xFFE0F1F3, 0xFF002E33}, // PersonTint
    {0xFF3A2530, 0xFFFBE8F0, 0xFF3A0A20}, // MachineTint
    {0xFF3A3122, 0xFFFBF1DD, 0xFF2E2200}, // WarningTint
    {0xFF3B2725, 0xFFFBE9E7, 0xFF3A0A06}, // ErrorTint
    {0xFF34373C, 0xFFDCDEE2, 0xFFB4B4B4}, // Line
    {0xFF34373C, 0xFFE4E6E9, 0xFF3C3C3C}, // Groove
    {0xFF222327, 0xFFFFFFFF, 0xFF000000}, // Editor
    {0xFF1C1D20, 0xFFF3F4F6, 0xFF161616}, // EditorShade
    {0xFF50545B, 0xFFAEB2B9, 0xFFA0A0A0}, // GridBar
    {0xFF36393E, 0xFFDCDEE2, 0xFF6A6A6A}, // GridBeat
    {0xFF2A2C30, 0xFFEDEEF0, 0xFF3C3C3C}, // GridSnap
    {0xFFB4B8BE, 0xFFFFFFFF, 0xFFFFFFFF}, // KeyWhite
    {0xFF26282C, 0xFF3A3D42, 0xFF000000}, // KeyBlack
    {0xFFE6E7E9, 0xFF1C1D1F, 0xFFFFFFFF}, // Text
    {0xFFA3A7AE, 0xFF5C6068, 0xFFE0E0E0}, // TextSecondary
    {0xFF6E737B, 0xFF9A9EA5, 0xFF9A9A9A}, // TextDisabled
    {0xFFF0669F, 0xFFC2266E, 0xFFFF8FBE}, // Machine
    {0xFF1E1F22, 0xFFFFFFFF, 0xFF000000}, // OnMachine
    {0xFF4FC3CF, 0xFF177480, 0xFF5FE3F0}, // Person
    {0xFF1E1F22, 0xFFFFFFFF, 0xFF000000}, // OnPerson
    {0xFFE0A63A, 0xFF8A5B00, 0xFFFFC45C}, // Warning
    {0xFFF27D72, 0xFFB3362C, 0xFFFF9C92}, // Error
    {0xFF1C1D1F, 0xFF1C1D1F, 0xFF000000}, // NoteName
    {0xFF8F949C, 0xFF757A82, 0xFFFFFFFF}, // Mark
    {0xFFE69F00, 0xFFA66F00, 0xFFFFB31A}, // Track1
    {0xFF5AA9E6, 0xFF0072B2, 0xFF7FC1F2}, // Track2
    {0xFFD9CE3C, 0xFF7A7300, 0xFFF0E442}, // Track3
    {0xFFE5713A, 0xFFC24E00, 0xFFFF8A54}, // Track4
    {0xFF35B88E, 0xFF007A58, 0xFF4BD6A8}, // Track5
    {0xFF4A4E55, 0xFFB9BDC4, 0xFFFFFFFF}, // ControlLine
}};

struct FontShape
{
    int size;
    int lineHeight;
    QFont::Weight weight;
};

FontShape shapeOf(FontRole role)
{
    switch (role) {
    case FontRole::Body:
        return {13, 16, QFont::Normal};
    case FontRole::Title:
        return {13, 16, QFont::DemiBold};
    case FontRole::Note:
        return {12, 16, QFont::Normal};
    case FontRole::Chord:
        return {12, 16, QFont::Medium};
    case FontRole::Caption:
        return {11, 16, QFont::Normal};
    case FontRole::NoteName:
        return {11, 16, QFont::Medium};
    case FontRole::Headline:
        return {16, 24, QFont::DemiBold};
    case FontRole::Input:
        return {16, 24, QFont::Normal};
    }
    return {13, 16, QFont::Normal};
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
    , m_system(new SystemLook(this))
{
    connect(m_system, &SystemLook::changed, this, &Theme::changed);
}

void Theme::setScheme(ColorScheme scheme)
{
    if (scheme == m_scheme)
        return;
    m_scheme = scheme;
    Q_EMIT changed();
}

ThemeKind Theme::kind() const
{
    switch (m_scheme) {
    case ColorScheme::Dark:
        return ThemeKind::Dark;
    case ColorScheme::Light:
        return ThemeKind::Light;
    case ColorScheme::HighContrast:
        return ThemeKind::HighContrast;
    case ColorScheme::System:
        break;
    }
    if (m_system->wantsHighContrast())
        return ThemeKind::HighContrast;
    return m_system->isDark() ? ThemeKind::Dark : ThemeKind::Light;
}

void Theme::setTextScale(int percent)
{
    const int scale = std::clamp(percent, 80, 200);
    if (scale == m_textScale)
        return;
    m_textScale = scale;
    Q_EMIT changed();
}

void Theme::setReducedMotion(bool reduced)
{
    if (reduced == m_hasReducedMotion)
        return;
    m_hasReducedMotion = reduced;
    Q_EMIT changed();
}

bool Theme::hasReducedMotion() const
{
    return m_hasReducedMotion || m_system->wantsReducedMotion();
}

int Theme::duration(int milliseconds) const
{
    return hasReducedMotion() ? 0 : std::min(milliseconds, kLongestAnimation);
}

QColor Theme::color(Role role) const
{
    return themeColor(kind(), role);
}

QColor Theme::mixed(Role base, Role top, double alpha) const
{
    const QColor below = color(base);
    const QColor above = color(top);
    const auto mix = [alpha](int from, int to) {
        return qRound(from + (to - from) * alpha);
    };
    return QColor(mix(below.red(), above.red()), mix(below.green(), above.green()),
                  mix(below.blue(), above.blue()));
}

QFont Theme::font(FontRole role) const
{
    const FontShape shape = shapeOf(role);
    QFont font = QGuiApplication::font();
    font.setPixelSize(px(shape.size));
    font.setWeight(shape.weight);
    return font;
}

int Theme::lineHeight(FontRole role) const
{
    return px(shapeOf(role).lineHeight);
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole target, Role role) {
        palette.setColor(target, color(role));
    };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Field);
    set(QPalette::AlternateBase, Role::EditorShade);
    set(QPalette::Text, Role::Text);
    set(QPalette::PlaceholderText, Role::TextSecondary);
    set(QPalette::Button, Role::Button);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Error);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::Text);
    set(QPalette::Link, Role::Text);
    set(QPalette::LinkVisited, Role::TextSecondary);
    set(QPalette::ToolTipBase, Role::Panel);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::Light, Role::ButtonHover);
    set(QPalette::Midlight, Role::ButtonHover);
    set(QPalette::Mid, Role::Line);
    set(QPalette::Dark, Role::ControlLine);
    set(QPalette::Shadow, Role::ControlLine);
    for (const auto target : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, target, color(Role::TextDisabled));
    return palette;
}

QBrush Theme::hatch(Role line, Role fill, qreal devicePixelRatio) const
{
    const quint64 ratioKey = static_cast<quint64>(std::lround(devicePixelRatio * 64.0));
    const quint64 key = ratioKey << 24 | static_cast<quint64>(kind()) << 16 |
                        static_cast<quint64>(line) << 8 | static_cast<quint64>(fill);
    QPixmap &tile = m_hatches[key];
    if (tile.isNull()) {
        const int side = qRound(kHatchPeriod * devicePixelRatio);
        tile = QPixmap(side, side);
        tile.fill(color(fill));
        QPainter painter(&tile);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color(line), kHatchLineWidth * devicePixelRatio));
        for (int offset = -side; offset <= side; offset += side)
            painter.drawLine(QPointF(offset - side, 2 * side), QPointF(offset + 2 * side, -side));
        painter.end();
        tile.setDevicePixelRatio(devicePixelRatio);
    }
    return QBrush(tile);
}

QColor themeColor(ThemeKind kind, Role role)
{
    const RoleColors &colors = kColors[static_cast<std::size_t>(role)];
    switch (kind) {
    case ThemeKind::Dark:
        return QColor::fromRgba(colors.dark);
    case ThemeKind::Light:
        return QColor::fromRgba(colors.light);
    case ThemeKind::HighContrast:
        break;
    }
    return QColor::fromRgba(colors.highContrast);
}

Role trackRole(int trackIndex)
{
    if (trackIndex <= 0)
        return Role::Person;
    return static_cast<Role>(static_cast<int>(Role::Track1) + (trackIndex - 1) % 5);
}

double contrast(const QColor &a, const QColor &b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBrush>
#include <QColor>
#include <QFont>
#include <QHash>
#include <QObject>
#include <QPalette>
#include <QPixmap>

namespace solferino {

class SystemLook;

/// What a colour is for. Widgets ask for a colour by its role, never by its value.
enum class Role {
    Window,
    Panel,
    Button,
    ButtonHover,
    Field,
    Selection,
    PersonTint,
    MachineTint,
    WarningTint,
    ErrorTint,
    Line,
    Groove,
    Editor,
    EditorShade,
    GridBar,
    GridBeat,
    GridSnap,
    KeyWhite,
    KeyBlack,
    Text,
    TextSecondary,
    TextDisabled,
    Machine,
    OnMachine,
    Person,
    OnPerson,
    Warning,
    Error,
    NoteName,
    Mark,
    Track1,
    Track2,
    Track3,
    Track4,
    Track5,
    ControlLine,
    Count
};

/// What a text is: its size and weight.
enum class FontRole {
    Body,     ///< 13 px: buttons, fields, menus, lists
    Title,    ///< 13 px, 600: dock titles, names of things, primary buttons
    Note,     ///< 12 px: notes under a control, legends
    Chord,    ///< 12 px, 500: chord names
    Caption,  ///< 11 px: ruler, lane and key labels, rail, key hints
    NoteName, ///< 11 px, 500: names inside notes
    Headline, ///< 16 px, 600: sentence of an empty state, training figures
    Input,    ///< 16 px: input of the command palette
};

/// What the person chose in View.
enum class ColorScheme { System, Dark, Light, HighContrast };

/// The look that is in force.
enum class ThemeKind { Dark, Light, HighContrast };

/// Sizes in pixels at a text scale of 100 %; `Theme::px()` scales them. Gaps and insets stay as they are.
namespace metric {
inline constexpr int kControl = 28;
inline constexpr int kCorner = 4;
inline constexpr int kGap = 8;
inline constexpr int kInset = 12;
inline constexpr int kLabelColumn = 100;
inline constexpr int kCheckBox = 16;
inline constexpr int kCheckCorner = 3;
inline constexpr int kIcon = 16;
inline constexpr int kSliderGroove = 4;
inline constexpr int kSliderKnob = 13;
inline constexpr int kScrollBar = 12;
inline constexpr int kScrollHandle = 6;
inline constexpr int kProgress = 6;
inline constexpr int kChip = 24;
inline constexpr int kToggle = 20; ///< mute and solo
inline constexpr int kMenuBar = 28;
inline constexpr int kDockTitle = 32;
inline constexpr int kDockWidth = 300;
inline constexpr int kDockLeastWidth = 280;
inline constexpr int kRail = 64;
inline constexpr int kRailButton = 56;
inline constexpr int kRailIcon = 24;
inline constexpr int kRailBar = 2;
inline constexpr int kTransport = 44;
inline constexpr int kToolRow = 36;
inline constexpr int kStrip = 40;
inline constexpr int kListFoot = 44;
inline constexpr int kListRow = 28;
inline constexpr int kTrackRow = 64;
inline constexpr int kTrackList = 176;
inline constexpr int kTrackBar = 4;
inline constexpr int kTakeRow = 64;
inline constexpr int kTakePictureWidth = 88;
inline constexpr int kTakePictureHeight = 48;
inline constexpr int kJobLine = 32;
inline constexpr int kJobBar = 160;
inline constexpr int kJobRow = 44;
inline constexpr int kJobsDock = 272;
inline constexpr int kJobDetail = 356;
inline constexpr int kRuler = 28;
inline constexpr int kPianoKeys = 56;
inline constexpr int kPianoRow = 16;
inline constexpr int kVelocityLane = 88;
inline constexpr int kModelCard = 76;
inline constexpr int kModelList = 256;
} // namespace metric

/// Colours by role, fonts by role, sizes, and the choices behind them: light or dark, text scale, motion.
/// Widgets get it by reference, ask while they paint, and repaint at `changed()`. GUI thread.
class Theme final : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);

    [[nodiscard]] ColorScheme scheme() const { return m_scheme; }
    void setScheme(ColorScheme scheme);
    /// The look in force; with ColorScheme::System the one that the system asks for.
    [[nodiscard]] ThemeKind kind() const;
    [[nodiscard]] bool isLight() const { return kind() == ThemeKind::Light; }

    /// Percent, 80 to 200; other values are brought into the range.
    [[nodiscard]] int textScale() const { return m_textScale; }
    void setTextScale(int percent);

    /// Set here or asked for by the system.
    [[nodiscard]] bool hasReducedMotion() const;
    void setReducedMotion(bool reduced);
    /// Length of an animation in ms: at most 120, 0 with reduced motion.
    [[nodiscard]] int duration(int milliseconds) const;

    [[nodiscard]] QColor color(Role role) const;
    /// `top` over `base` with `alpha` 0..1, as an opaque colour.
    [[nodiscard]] QColor mixed(Role base, Role top, double alpha) const;
    [[nodiscard]] QFont font(FontRole role) const;
    /// Line height in pixels: 16, or 24 for Headline and Input, at 100 %.
    [[nodiscard]] int lineHeight(FontRole role) const;
    /// A size at 100 % in pixels at the present text scale.
    [[nodiscard]] int px(int size) const { return (size * m_textScale + 50) / 100; }
    [[nodiscard]] QPalette palette() const;

    /// 45° hatching in `line` over `fill`: a tile that is drawn once for each theme and scale. Set the
    /// painter's brush origin to the shape's corner so that the lines do not swim while scrolling.
    [[nodiscard]] QBrush hatch(Role line, Role fill, qreal devicePixelRatio) const;

Q_SIGNALS:
    /// Any colour, font or size may be different now.
    void changed();

private:
    SystemLook *m_system;
    ColorScheme m_scheme = ColorScheme::System;
    int m_textScale = 100;
    bool m_hasReducedMotion = false;
    mutable QHash<quint64, QPixmap> m_hatches;
};

/// The value of a role in a look.
[[nodiscard]] QColor themeColor(ThemeKind kind, Role role);

/// The colour role of a track: teal for the first, then track 1 to 5 in turn.
[[nodiscard]] Role trackRole(int trackIndex);

/// Contrast of two opaque colours after WCAG 2, 1 to 21.
[[nodiscard]] double contrast(const QColor &a, const QColor &b);

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/icons.h"
#include "widgets/common/style.h"
#include "widgets/common/system_look.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;

namespace {

constexpr double kTextContrast = 4.5; // WCAG 2, AA
constexpr double kMarkContrast = 3.0;
constexpr double kStrongContrast = 7.0; // AAA, for the high contrast theme

struct Pair
{
    Role mark;
    std::vector<Role> surfaces;
};

/// Where each text role occurs: the columns of the design's tables.
const std::vector<Pair> kTexts{
    {Role::Text,
     {Role::Window, Role::Panel, Role::Button, Role::ButtonHover, Role::Selection, Role::MachineTint,
      Role::WarningTint, Role::ErrorTint, Role::Field, Role::PersonTint}},
    {Role::TextSecondary,
     {Role::Window, Role::Panel, Role::Button, Role::ButtonHover, Role::Selection, Role::MachineTint,
      Role::WarningTint, Role::Field}},
    {Role::Machine, {Role::Window, Role::Panel, Role::Editor, Role::EditorShade, Role::MachineTint}},
    {Role::OnMachine, {Role::Machine}},
    {Role::Person, {Role::Window, Role::Panel, Role::Editor, Role::EditorShade, Role::Selection}},
    {Role::OnPerson, {Role::Person}},
    {Role::Warning, {Role::Window, Role::Panel, Role::Editor, Role::WarningTint}},
    {Role::Error, {Role::Window, Role::Panel, Role::Button, Role::ErrorTint}},
    {Role::NoteName, {Role::KeyWhite}},
};

const std::vector<Pair> kMarks{
    {Role::Mark, {Role::Window, Role::Panel, Role::Editor, Role::Groove}},
    {Role::Track1, {Role::Panel, Role::Editor}},
    {Role::Track2, {Role::Panel, Role::Editor}},
    {Role::Track3, {Role::Panel, Role::Editor}},
    {Role::Track4, {Role::Panel, Role::Editor}},
    {Role::Track5, {Role::Panel, Role::Editor}},
};

} // namespace

class ThemeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrast_isThatOfTheStandard();
    void contrasts_areReadable_data();
    void contrasts_areReadable();
    void filledButtons_stayReadableUnderThePointer_data();
    void filledButtons_stayReadableUnderThePointer();
    void textScale_scalesSizesAndFonts();
    void changes_areTold();
    void scheme_changesColorsAndApplication();
    void system_isFollowed();
    void hatch_isATileOfBothColors();
    void icon_hasTheColorOfItsRole();
};

void ThemeTest::contrast_isThatOfTheStandard()
{
    QVERIFY(qAbs(contrast(Qt::black, Qt::white) - 21.0) < 1e-9);
    QVERIFY(qAbs(contrast(Qt::white, Qt::white) - 1.0) < 1e-9);
    QVERIFY(qAbs(contrast(QColor(0x777777), Qt::white) - 4.48) < 0.01);
}

void ThemeTest::contrasts_areReadable_data()
{
    QTest::addColumn<ThemeKind>("kind");
    QTest::addColumn<double>("text");
    QTest::newRow("dark") << ThemeKind::Dark << kTextContrast;
    QTest::newRow("light") << ThemeKind::Light << kTextContrast;
    QTest::newRow("high contrast") << ThemeKind::HighContrast << kStrongContrast;
}

void ThemeTest::contrasts_areReadable()
{
    QFETCH(ThemeKind, kind);
    QFETCH(double, text);
    const auto check = [&](const std::vector<Pair> &pairs, double least) {
        for (const Pair &pair : pairs) {
            for (const Role surface : pair.surfaces) {
                const double found = contrast(themeColor(kind, pair.mark), themeColor(kind, surface));
                // The design's tables are rounded to one digit.
                QVERIFY2(found >= least - 0.05,
                         qPrintable(u"role %1 on %2: %3"_s.arg(int(pair.mark)).arg(int(surface)).arg(found)));
            }
        }
    };
    check(kTexts, text);
    check(kMarks, kMarkContrast);
}

void ThemeTest::filledButtons_stayReadableUnderThePointer_data()
{
    contrasts_areReadable_data();
}

void ThemeTest::filledButtons_stayReadableUnderThePointer()
{
    QFETCH(ThemeKind, kind);
    Theme theme;
    theme.setScheme(kind == ThemeKind::Dark    ? ColorScheme::Dark
                    : kind == ThemeKind::Light ? ColorScheme::Light
                                               : ColorScheme::HighContrast);
    QVERIFY(contrast(theme.mixed(Role::Machine, Role::Text, 0.12), theme.color(Role::OnMachine)) >= 4.5);
    QVERIFY(contrast(theme.mixed(Role::Person, Role::Text, 0.12), theme.color(Role::OnPerson)) >= 4.5);
}

void ThemeTest::textScale_scalesSizesAndFonts()
{
    Theme theme;
    QCOMPARE(theme.px(metric::kControl), 28);
    QCOMPARE(theme.font(FontRole::Body).pixelSize(), 13);
    QCOMPARE(theme.font(FontRole::Caption).pixelSize(), 11);
    QCOMPARE(theme.font(FontRole::Title).weight(), QFont::DemiBold);
    theme.setTextScale(150);
    QCOMPARE(theme.px(metric::kControl), 42);
    QCOMPARE(theme.font(FontRole::Body).pixelSize(), 20);
    QCOMPARE(theme.lineHeight(FontRole::Headline), 36);
    theme.setTextScale(1000);
    QCOMPARE(theme.textScale(), 200);
    theme.setTextScale(10);
    QCOMPARE(theme.textScale(), 80);
}

void ThemeTest::changes_areTold()
{
    Theme theme;
    theme.setScheme(ColorScheme::Dark);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setScheme(ColorScheme::Dark);
    QCOMPARE(changed.size(), 0);
    theme.setScheme(ColorScheme::Light);
    theme.setTextScale(120);
    theme.setReducedMotion(true);
    QCOMPARE(changed.size(), 3);
    QCOMPARE(theme.duration(100), 0);
    theme.setReducedMotion(false);
    QCOMPARE(theme.duration(100), 100);
    QCOMPARE(theme.duration(500), 120);
}

void ThemeTest::scheme_changesColorsAndApplication()
{
    Theme theme;
    theme.setScheme(ColorScheme::Dark);
    applyTheme(*qApp, theme);
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(0x1E1F22));
    QCOMPARE(QApplication::font().pixelSize(), 13);
    theme.setScheme(ColorScheme::Light);
    QCOMPARE(QApplication::palette().color(QPalette::Window), QColor(0xF7F7F8));
    theme.setTextScale(200);
    QCOMPARE(QApplication::font().pixelSize(), 26);
    QCOMPARE(theme.color(trackRole(0)), theme.color(Role::Person));
    QCOMPARE(trackRole(1), Role::Track1);
    QCOMPARE(trackRole(6), Role::Track1);
    theme.setTextScale(100);
    QApplication::setStyle(u"fusion"_s); // the style must not outlive the theme
}

void ThemeTest::system_isFollowed()
{
    const QString appearance = u"org.freedesktop.appearance"_s;
    SystemLook look(nullptr);
    look.apply(appearance, u"color-scheme"_s, 2u);
    QVERIFY(!look.isDark());
    QSignalSpy changed(&look, &SystemLook::changed);
    look.apply(appearance, u"color-scheme"_s, 0u); // no preference
    look.apply(appearance, u"accent-color"_s, 1u);
    QCOMPARE(changed.size(), 0);
    look.apply(appearance, u"color-scheme"_s, 1u);
    QVERIFY(look.isDark());
    look.apply(appearance, u"contrast"_s, 1u);
    QVERIFY(look.wantsHighContrast());
    look.apply(u"org.gnome.desktop.interface"_s, u"enable-animations"_s, false);
    QVERIFY(look.wantsReducedMotion());
    QCOMPARE(changed.size(), 3);
}

void ThemeTest::hatch_isATileOfBothColors()
{
    Theme theme;
    theme.setScheme(ColorScheme::Dark);
    const QBrush brush = theme.hatch(Role::Machine, Role::MachineTint, 2.0);
    const QImage tile = brush.texture().toImage();
    QCOMPARE(tile.width(), 14);
    QCOMPARE(tile.height(), 14);
    int lines = 0;
    int fills = 0;
    for (int x = 0; x < tile.width(); ++x) {
        lines += tile.pixelColor(x, 3) == theme.color(Role::Machine);
        fills += tile.pixelColor(x, 3) == theme.color(Role::MachineTint);
    }
    QVERIFY(lines >= 1);
    QVERIFY(fills >= 4);
    QCOMPARE(theme.hatch(Role::Machine, Role::MachineTint, 2.0).texture().cacheKey(),
             brush.texture().cacheKey());
}

void ThemeTest::icon_hasTheColorOfItsRole()
{
    Theme theme;
    theme.setScheme(ColorScheme::Dark);
    const QIcon stop = themedIcon(theme, u"media-playback-stop"_s, Role::Machine);
    QCOMPARE(stop.pixmap(16).toImage().pixelColor(8, 8), theme.color(Role::Machine));
    QCOMPARE(stop.pixmap(16, QIcon::Disabled).toImage().pixelColor(8, 8), theme.color(Role::TextDisabled));
    theme.setScheme(ColorScheme::Light);
    QCOMPARE(stop.pixmap(16).toImage().pixelColor(8, 8), theme.color(Role::Machine));
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"

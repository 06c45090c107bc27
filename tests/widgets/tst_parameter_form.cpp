// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/catalog/model_catalog.h"
#include "widgets/common/parameter_form.h"
#include "widgets/common/parameter_row.h"
#include "widgets/common/pitch_name.h"
#include "widgets/common/seed_row.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>

using namespace solferino;
using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

const FieldList kFields{
    {"steps", FieldType::Integer, 64, {1, 4096}, Unit::Sixteenths, {}, "new steps", Shown::Always},
    {"temperature", FieldType::Number, 1.0, {0.1, 3.0}, Unit::None, {}, "wilder above 1", Shown::Always},
    {"lowest_pitch", FieldType::Integer, 48, {0, 127}, Unit::Pitch, {}, "lowest note", Shown::Always},
    {"scale", FieldType::Choice, "major", {}, Unit::None, {"major", "harmonic_minor"}, "", Shown::Always},
    {"beam_size", FieldType::Integer, 1, {1, 64}, Unit::None, {}, "beams kept", Shown::Advanced},
    {"data", FieldType::Folder, "", {}, Unit::None, {}, "where the tunes are", Shown::Advanced},
};

/// A value of the field that is not its default.
json otherValue(const FieldInfo &field)
{
    switch (field.type) {
    case FieldType::Integer:
        return field.defaultValue == json(std::int64_t(field.range.max)) ? std::int64_t(field.range.min)
                                                                         : std::int64_t(field.range.max);
    case FieldType::Number:
        return field.range.min + (field.range.max - field.range.min) * 0.37;
    case FieldType::Boolean:
        return !field.defaultValue.get<bool>();
    case FieldType::Choice:
        return field.choices.back() == field.defaultValue ? field.choices.front() : field.choices.back();
    default:
        return "Grüße; /tmp/a b";
    }
}

/// QCOMPARE cannot print JSON values.
QString text(const json &value)
{
    return QString::fromStdString(value.dump());
}

} // namespace

class ParameterFormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operations_roundTrip_data();
    void operations_roundTrip();
    void values_ignoreWhatIsWrong();
    void change_isTold();
    void keyboard_reachesAndChangesEveryRow();
    void slider_andField_agree();
    void pitch_isShownByName();
    void advanced_liesUnderTheLine();
    void label_canBeAnother();
    void error_isShownAtItsRow();
    void everyControl_hasAName();
    void pitchName_data();
    void pitchName();
    void seed_lockAndDice();

private:
    Theme m_theme;
};

void ParameterFormTest::operations_roundTrip_data()
{
    QTest::addColumn<FieldList>("fields");
    for (const ModelInfo &model : modelCatalog()) {
        for (const OperationInfo &operation : model.operations)
            QTest::addRow("%s %s", model.id.c_str(), operation.id.c_str()) << operation.fields;
    }
}

void ParameterFormTest::operations_roundTrip()
{
    QFETCH(FieldList, fields);
    ParameterForm form(m_theme, nullptr);
    form.setFields(fields);
    json defaults = json::object();
    json others = json::object();
    for (const FieldInfo &field : fields) {
        defaults[field.name] = field.defaultValue;
        others[field.name] = otherValue(field);
    }
    QCOMPARE(text(validateOptions(fields, form.values())), text(validateOptions(fields, defaults)));
    form.setValues(others);
    for (const FieldInfo &field : fields) {
        const json found = form.values()[field.name];
        if (field.type == FieldType::Number)
            QVERIFY2(qAbs(found.get<double>() - others[field.name].get<double>()) < 1e-8, field.name.c_str());
        else
            QVERIFY2(found == others[field.name], field.name.c_str());
    }
    QVERIFY(form.validate());
    form.resetToDefaults();
    QCOMPARE(text(validateOptions(fields, form.values())), text(validateOptions(fields, defaults)));
}

void ParameterFormTest::values_ignoreWhatIsWrong()
{
    ParameterForm form(m_theme, nullptr);
    form.setFields(kFields);
    const json before = form.values();
    form.setValues({{"steps", "many"}, {"scale", "purple"}, {"unknown", 1}, {"data", 5}});
    QCOMPARE(text(form.values()), text(before));
    form.setValues({{"steps", 8}});
    QCOMPARE(text(form.values()["steps"]), text(8));
    QCOMPARE(text(form.values()["temperature"]), text(1.0));
}

void ParameterFormTest::change_isTold()
{
    ParameterForm form(m_theme, nullptr);
    form.setFields(kFields);
    QSignalSpy changed(&form, &ParameterForm::changed);
    form.setValues({{"steps", 8}});
    QCOMPARE(changed.size(), 1);
    form.setValues({{"steps", 8}});
    QCOMPARE(changed.size(), 1);
}

void ParameterFormTest::keyboard_reachesAndChangesEveryRow()
{
    QWidget window;
    ParameterForm form(m_theme, &window);
    form.setFields(kFields);
    form.setExpanded(true);
    form.resize(280, 400);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QApplication::setActiveWindow(&window);
    form.control("steps")->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), form.control("steps"));
    QTest::keyClick(form.control("steps"), Qt::Key_Up);
    QCOMPARE(text(form.values()["steps"]), text(65));
    QList<QWidget *> reached;
    for (int i = 0; i < 20; ++i) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        reached << QApplication::focusWidget();
    }
    for (const FieldInfo &field : kFields)
        QVERIFY2(reached.contains(form.control(field.name)), field.name.c_str());
    QTest::keyClick(form.control("scale"), Qt::Key_Down);
    QCOMPARE(text(form.values()["scale"]), text("harmonic_minor"));
}

void ParameterFormTest::slider_andField_agree()
{
    ParameterForm form(m_theme, nullptr);
    form.setFields(kFields);
    auto *slider = form.findChild<QSlider *>();
    auto *field = qobject_cast<QDoubleSpinBox *>(form.control("temperature"));
    QVERIFY(slider && field);
    form.setValues({{"temperature", 1.2345}});
    QCOMPARE(form.values()["temperature"].get<double>(), 1.2345);
    QCOMPARE(slider->value(), 113);
    slider->setValue(190);
    QCOMPARE(form.values()["temperature"].get<double>(), 2.0);
    QCOMPARE(field->text(), QLocale().toString(2.0, 'f', 2));
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(form.values()["temperature"].get<double>(), 2.05);
}

void ParameterFormTest::pitch_isShownByName()
{
    ParameterForm form(m_theme, nullptr);
    form.setFields(kFields);
    auto *box = qobject_cast<QSpinBox *>(form.control("lowest_pitch"));
    QCOMPARE(box->text(), u"C3"_s);
    auto *line = box->findChild<QLineEdit *>();
    line->setText(u"Bb4"_s);
    box->interpretText();
    QCOMPARE(text(form.values()["lowest_pitch"]), text(70));
}

void ParameterFormTest::advanced_liesUnderTheLine()
{
    ParameterForm form(m_theme, nullptr);
    form.setFields(kFields);
    const auto isShown = [&](const char *name) {
        return !form.control(name)->parentWidget()->parentWidget()->isHidden();
    };
    QVERIFY(isShown("scale"));
    QVERIFY(!isShown("beam_size"));
    form.setExpanded(true);
    QVERIFY(isShown("beam_size"));
    form.setExpanded(false);
    form.setRowLimit(2);
    QVERIFY(isShown("temperature"));
    QVERIFY(!isShown("lowest_pitch"));
    form.setRowLimit({});
    QVERIFY(isShown("lowest_pitch"));
    form.setRowHidden("steps", true);
    QVERIFY(!isShown("steps"));
    QVERIFY(form.values().contains("steps"));
}

void ParameterFormTest::label_canBeAnother()
{
    ParameterForm form(m_theme, nullptr);
    form.setFields(kFields);
    form.setRowLabel("steps", u"Length"_s);
    QCOMPARE(form.control("steps")->accessibleName(), u"Length"_s);
    form.setRowLabel("steps", {});
    QCOMPARE(form.control("steps")->accessibleName(), u"Steps"_s);
}

void ParameterFormTest::error_isShownAtItsRow()
{
    ParameterForm form(m_theme, nullptr);
    FieldList fields = kFields;
    form.setFields(fields);
    QVERIFY(form.validate());
    form.showError("beam_size", u"beam_size must be smaller"_s);
    QVERIFY(form.isExpanded());
    const auto errorOf = [&](const std::string &name) {
        for (const ParameterRow *row : form.findChildren<ParameterRow *>()) {
            if (row->field().name == name)
                return row->error();
        }
        return QString();
    };
    QCOMPARE(errorOf("beam_size"), u"beam_size must be smaller"_s);
    QCOMPARE(form.control("beam_size")->accessibleDescription(), u"beam_size must be smaller"_s);
    form.setValues({{"beam_size", 3}});
    QCOMPARE(errorOf("beam_size"), QString());
}

void ParameterFormTest::everyControl_hasAName()
{
    QWidget window;
    ParameterForm form(m_theme, &window);
    form.setFields(kFields);
    const SeedRow seed(m_theme, &window);
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy() ||
            qobject_cast<QAbstractSpinBox *>(widget->parentWidget()) ||
            qobject_cast<QComboBox *>(widget->window()))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()) ||
                     widget->inherits("QComboBoxListView") || widget->inherits("QComboBoxPrivateContainer"),
                 widget->metaObject()->className());
    }
    QCOMPARE(form.control("lowest_pitch")->accessibleName(), u"Lowest pitch"_s);
    QVERIFY(form.control("temperature")->toolTip().contains(u"Wilder above 1"_s));
    QVERIFY(form.control("temperature")->toolTip().contains(u"Default"_s));
}

void ParameterFormTest::pitchName_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("pitch");
    QTest::newRow("middle C") << u"C4"_s << 60;
    QTest::newRow("lowest") << u"C-1"_s << 0;
    QTest::newRow("highest") << u"G9"_s << 127;
    QTest::newRow("sharp") << u"f#3"_s << 54;
    QTest::newRow("flat") << u"B♭3"_s << 58;
    QTest::newRow("number") << u"72"_s << 72;
    QTest::newRow("above") << u"G#9"_s << -1;
    QTest::newRow("nonsense") << u"H2"_s << -1;
}

void ParameterFormTest::pitchName()
{
    QFETCH(QString, name);
    QFETCH(int, pitch);
    QCOMPARE(pitchOfName(name), pitch);
    if (pitch >= 0)
        QCOMPARE(pitchOfName(solferino::pitchName(pitch)), pitch);
}

void ParameterFormTest::seed_lockAndDice()
{
    SeedRow row(m_theme, nullptr);
    QVERIFY(!row.seed());
    QSignalSpy changed(&row, &SeedRow::seedChanged);
    row.setSeed(184720311);
    QCOMPARE(row.seed(), std::optional<std::uint64_t>(184720311));
    auto *field = row.findChild<QLineEdit *>();
    QCOMPARE(QString(field->text()).remove(QChar(0x202F)), u"184720311"_s);
    QCOMPARE(changed.size(), 1);
    field->selectAll();
    QTest::keyClicks(field, u"99999999999999999999"_s);
    QVERIFY(!row.seed() || *row.seed() <= SeedRow::kMax);
    field->selectAll();
    QTest::keyClick(field, Qt::Key_Delete);
    QVERIFY(!row.seed());
    row.roll();
    QVERIFY(row.seed());
    QVERIFY(*row.seed() <= SeedRow::kMaxRolled);
    QVERIFY(!row.isLocked());
    QSignalSpy locked(&row, &SeedRow::lockedChanged);
    row.setLocked(true);
    QVERIFY(row.isLocked());
    QCOMPARE(locked.size(), 1);
}

QTEST_MAIN(ParameterFormTest)
#include "tst_parameter_form.moc"

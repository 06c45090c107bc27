// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/field_text.h"

#include "core/protocol/fields.h"
#include "widgets/common/pitch_name.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace solferino {

using namespace Qt::StringLiterals;

namespace {

QString translated(const QString &english)
{
    return QCoreApplication::translate("Options", english.toUtf8().constData());
}

QString valueText(const FieldInfo &field, double value)
{
    if (field.unit == Unit::Pitch)
        return pitchName(int(value));
    return field.type == FieldType::Integer ? QLocale().toString(qint64(value))
                                            : QLocale().toString(value, 'g', 6);
}

QString defaultText(const FieldInfo &field)
{
    const nlohmann::json &value = field.defaultValue;
    if (value.is_boolean())
        return value.get<bool>() ? translated(u"on"_s) : translated(u"off"_s);
    if (value.is_number())
        return valueText(field, value.get<double>());
    if (field.type == FieldType::Choice)
        return choiceText(value.get<std::string>());
    return QString::fromStdString(value.get<std::string>());
}

} // namespace

QString fieldLabel(const FieldInfo &field)
{
    if (field.name == "qpm")
        return translated(u"Tempo"_s);
    QString label = QString::fromStdString(field.name).replace(u'_', u' ');
    label[0] = label[0].toUpper();
    return translated(label);
}

QString fieldUnit(const FieldInfo &field)
{
    if (field.unit == Unit::None || field.unit == Unit::Pitch)
        return {};
    return translated(QString::fromUtf8(unitName(field.unit)));
}

QString fieldToolTip(const FieldInfo &field)
{
    QStringList lines;
    if (QString help = translated(QString::fromStdString(field.help)); !help.isEmpty()) {
        help[0] = help[0].toUpper();
        lines << help;
    }
    if (field.type == FieldType::Integer || field.type == FieldType::Number) {
        const QString range =
            QCoreApplication::translate("Options", "%1 to %2 %3")
                .arg(valueText(field, field.range.min), valueText(field, field.range.max), fieldUnit(field));
        lines << range.trimmed();
    }
    if (const QString value = defaultText(field); !value.isEmpty())
        lines << QCoreApplication::translate("Options", "Default: %1").arg(value);
    return lines.join(u'\n');
}

QString choiceText(const std::string &choice)
{
    return translated(QString::fromStdString(choice).replace(u'_', u' '));
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/pitch_name.h"

#include <QRegularExpression>

#include <array>

namespace solferino {

using namespace Qt::StringLiterals;

QString pitchName(int pitch, bool usesFlats)
{
    static const std::array<QString, 12> kSharps{u"C"_s,  u"C♯"_s, u"D"_s,  u"D♯"_s, u"E"_s,  u"F"_s,
                                                 u"F♯"_s, u"G"_s,  u"G♯"_s, u"A"_s,  u"A♯"_s, u"B"_s};
    static const std::array<QString, 12> kFlats{u"C"_s,  u"D♭"_s, u"D"_s,  u"E♭"_s, u"E"_s,  u"F"_s,
                                                u"G♭"_s, u"G"_s,  u"A♭"_s, u"A"_s,  u"B♭"_s, u"B"_s};
    const auto pitchClass = static_cast<std::size_t>(pitch % 12);
    return (usesFlats ? kFlats : kSharps)[pitchClass] + QString::number(pitch / 12 - 1);
}

int pitchOfName(const QString &name)
{
    bool isNumber = false;
    const int number = name.toInt(&isNumber);
    if (isNumber)
        return number >= 0 && number <= 127 ? number : -1;
    static const QRegularExpression shape(u"^\\s*([a-gA-G])([#♯b♭]?)(-?\\d+)\\s*$"_s);
    const QRegularExpressionMatch match = shape.match(name);
    if (!match.hasMatch())
        return -1;
    static constexpr std::array kSemitones{9, 11, 0, 2, 4, 5, 7}; // A to G
    int pitch = kSemitones[std::size_t(match.captured(1)[0].toUpper().unicode() - u'A')];
    const QString sign = match.captured(2);
    if (sign == u"#" || sign == u"♯")
        ++pitch;
    else if (!sign.isEmpty())
        --pitch;
    pitch += (match.captured(3).toInt() + 1) * 12;
    return pitch >= 0 && pitch <= 127 ? pitch : -1;
}

} // namespace solferino

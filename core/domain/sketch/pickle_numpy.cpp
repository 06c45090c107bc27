// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/sketch/pickle_reader.h"
#include "core/domain/sketch/pickle_text.h"
#include "core/domain/text/format_error.h"

#include <algorithm>
#include <array>

namespace solferino {

namespace {

struct KnownGlobal
{
    std::string_view module;
    std::string_view name;
    PickleGlobal global;
};

// NumPy moved its modules from core to _core with version 2; bytes are Python 3's in protocols below 3.
constexpr std::array kKnownGlobals{
    KnownGlobal{"numpy.core.multiarray", "_reconstruct", PickleGlobal::Reconstruct},
    KnownGlobal{"numpy._core.multiarray", "_reconstruct", PickleGlobal::Reconstruct},
    KnownGlobal{"numpy.core.numeric", "_frombuffer", PickleGlobal::FromBuffer},
    KnownGlobal{"numpy._core.numeric", "_frombuffer", PickleGlobal::FromBuffer},
    KnownGlobal{"numpy", "ndarray", PickleGlobal::Array},
    KnownGlobal{"numpy", "dtype", PickleGlobal::Type},
    KnownGlobal{"_codecs", "encode", PickleGlobal::Encode},
    KnownGlobal{"__builtin__", "bytes", PickleGlobal::Bytes},
    KnownGlobal{"builtins", "bytes", PickleGlobal::Bytes},
};

[[noreturn]] void fail()
{
    throw FormatError(
        "The pickled array is not put together as NumPy does it; the file is damaged or foreign.");
}

template <class Value>
const Value &valueAt(const PickledSequence &sequence, std::size_t place)
{
    if (place >= sequence.values.size())
        fail();
    const Value *const value = std::get_if<Value>(&sequence.values[place]);
    if (value == nullptr)
        fail();
    return *value;
}

/// A name for a message: what a sender of hostile files chose must not garble it.
std::string printable(std::string_view text)
{
    constexpr std::size_t kLongest = 60;
    std::string shown(text.substr(0, kLongest));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return shown;
}

NumpyShape shapeFrom(const PickledSequence &sides)
{
    NumpyShape shape;
    for (std::size_t i = 0; i < sides.values.size(); ++i) {
        const auto side = valueAt<std::int64_t>(sides, i);
        if (side < 0)
            fail();
        shape.push_back(static_cast<std::uint64_t>(side));
    }
    return shape;
}

std::string encoded(const PickledSequence &arguments)
{
    const auto encoding = valueAt<std::string_view>(arguments, 1);
    if (encoding != "latin1" && encoding != "latin-1" && encoding != "iso-8859-1")
        fail();
    return latin1FromUtf8(valueAt<std::string_view>(arguments, 0));
}

/// Of dtype's state (version, byte order, fields...) the byte order alone says something of numbers.
void setState(NumpyType &type, const PickledSequence &state)
{
    const auto order = valueAt<std::string_view>(state, 1);
    if (order.size() != 1)
        fail();
    type.isBigEndian = order == ">";
}

/// ndarray's state: (version, shape, type, is Fortran, bytes or list).
void setState(PickledArray &array, const PickledSequence &state)
{
    array.shape = shapeFrom(*valueAt<PickledSequence *>(state, 1));
    array.type = *valueAt<NumpyType *>(state, 2);
    const PickleValue isFortran = state.values.size() > 3 ? state.values[3] : PickleValue{};
    // Python 2 wrote a number here.
    if (const auto *number = std::get_if<std::int64_t>(&isFortran))
        array.isFortran = *number != 0;
    else
        array.isFortran = valueAt<bool>(state, 3);
    if (array.type.kind == 'O')
        array.items = valueAt<PickledSequence *>(state, 4);
    else
        array.bytes = valueAt<std::string_view>(state, 4);
}

PickledArray arrayFromBuffer(const PickledSequence &arguments)
{
    PickledArray array;
    array.bytes = valueAt<std::string_view>(arguments, 0);
    array.type = *valueAt<NumpyType *>(arguments, 1);
    array.shape = shapeFrom(*valueAt<PickledSequence *>(arguments, 2));
    const auto order = valueAt<std::string_view>(arguments, 3);
    if ((order != "C" && order != "F") || array.type.kind == 'O')
        fail();
    array.isFortran = order == "F";
    return array;
}

} // namespace

void PickleReader::pushGlobal(std::string_view module, std::string_view name)
{
    const auto *const known =
        std::find_if(kKnownGlobals.begin(), kKnownGlobals.end(), [&](const KnownGlobal &candidate) {
            return candidate.module == module && candidate.name == name;
        });
    if (known == kKnownGlobals.end())
        throw FormatError("The array carries a foreign pickle (" + printable(module) + "." + printable(name) +
                          "); nothing of it was executed.");
    push(known->global);
}

void PickleReader::reduce()
{
    const auto *const arguments = popAs<PickledSequence *>();
    const auto global = popAs<PickleGlobal>();
    spend(1);
    switch (global) {
    case PickleGlobal::Reconstruct:
        if (valueAt<PickleGlobal>(*arguments, 0) != PickleGlobal::Array)
            fail();
        push(&m_arrays.emplace_back());
        break;
    case PickleGlobal::FromBuffer:
        push(&m_arrays.emplace_back(arrayFromBuffer(*arguments)));
        break;
    case PickleGlobal::Type:
        push(&m_types.emplace_back(numpyTypeFrom(valueAt<std::string_view>(*arguments, 0))));
        break;
    case PickleGlobal::Encode:
        pushOwned(encoded(*arguments));
        break;
    case PickleGlobal::Bytes:
        if (!arguments->values.empty())
            fail();
        push(std::string_view());
        break;
    case PickleGlobal::Array:
        fail();
    }
}

void PickleReader::build()
{
    const auto *const state = popAs<PickledSequence *>();
    if (auto *const *array = std::get_if<PickledArray *>(&top()))
        setState(**array, *state);
    else if (auto *const *type = std::get_if<NumpyType *>(&top()))
        setState(**type, *state);
    else
        fail();
}

} // namespace solferino

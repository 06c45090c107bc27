// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/engine/failure.h"

#include "app/engine/usage_error.h"
#include "core/domain/music/quantized_sequence.h"
#include "core/domain/text/format_error.h"
#include "core/protocol/fields.h"
#include "core/protocol/message.h"
#include "models/runtime/error.h"

#include <new>

namespace solferino {

Failure currentFailure()
{
    using Kind = models::Error::Kind;
    try {
        throw;
    } catch (const models::Error &error) {
        return {models::kindName(error.kind()), error.what(), error.kind() == Kind::BadOption};
    } catch (const OptionError &error) {
        return {models::kindName(Kind::BadOption), error.what(), true};
    } catch (const UsageError &error) {
        return {models::kindName(Kind::BadOption), error.what(), true};
    } catch (const FormatError &error) {
        return {models::kindName(Kind::BadInput), error.what()};
    } catch (const SequenceError &error) {
        return {models::kindName(Kind::BadInput), error.what()};
    } catch (const ProtocolError &error) {
        return {"protocol", error.what()};
    } catch (const std::bad_alloc &) {
        return {models::kindName(Kind::OutOfMemory), "there is not enough memory"};
    } catch (const std::exception &error) {
        return {models::kindName(Kind::Internal), error.what()};
    } catch (...) {
        return {models::kindName(Kind::Internal), "something unknown was thrown"};
    }
}

} // namespace solferino

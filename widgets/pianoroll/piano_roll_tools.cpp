// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/pianoroll/piano_roll_tools.h"

#include "widgets/pianoroll/area_gestures.h"
#include "widgets/pianoroll/note_gestures.h"
#include "widgets/pianoroll/roll_state.h"

namespace solferino {

namespace {

std::unique_ptr<RollGesture> grab(RollState &state, const RollPointer &pointer, const NoteHit &hit)
{
    if (hit.part == NoteHit::Part::Body) {
        return std::make_unique<MoveGesture>(state, pointer, hit.note);
    }
    return std::make_unique<ResizeGesture>(state, pointer, hit);
}

Qt::CursorShape grabCursor(const NoteHit &hit)
{
    return hit.part == NoteHit::Part::Body ? Qt::SizeAllCursor : Qt::SizeHorCursor;
}

class SelectTool final : public PianoRollTool
{
public:
    std::unique_ptr<RollGesture> press(RollState &state, const RollPointer &pointer) const override
    {
        const std::optional<NoteHit> hit = hitNote(state, pointer.position);
        if (!hit) {
            return std::make_unique<BoxGesture>(state, pointer);
        }
        if (pointer.suspendsSnap() && state.selection().contains(hit->note.id)) {
            NoteSet selection = state.selection();
            selection.erase(hit->note.id);
            state.setSelection(std::move(selection));
            return nullptr;
        }
        return grab(state, pointer, *hit);
    }

    Qt::CursorShape cursor(const std::optional<NoteHit> &hit) const override
    {
        return hit ? grabCursor(*hit) : Qt::ArrowCursor;
    }
};

class DrawTool final : public PianoRollTool
{
public:
    std::unique_ptr<RollGesture> press(RollState &state, const RollPointer &pointer) const override
    {
        if (const std::optional<NoteHit> hit = hitNote(state, pointer.position)) {
            return grab(state, pointer, *hit);
        }
        if (pointer.copies()) { // Ctrl: a box for once
            return std::make_unique<BoxGesture>(state, pointer);
        }
        return std::make_unique<DrawGesture>(state, pointer);
    }

    Qt::CursorShape cursor(const std::optional<NoteHit> &hit) const override
    {
        return hit ? grabCursor(*hit) : Qt::CrossCursor;
    }
};

class EraseTool final : public PianoRollTool
{
public:
    std::unique_ptr<RollGesture> press(RollState &state, const RollPointer &pointer) const override
    {
        return std::make_unique<EraseGesture>(state, pointer);
    }

    Qt::CursorShape cursor(const std::optional<NoteHit> & /*hit*/) const override
    {
        return Qt::PointingHandCursor;
    }
};

class KnifeTool final : public PianoRollTool
{
public:
    std::unique_ptr<RollGesture> press(RollState &state, const RollPointer &pointer) const override
    {
        return std::make_unique<KnifeGesture>(state, pointer);
    }

    Qt::CursorShape cursor(const std::optional<NoteHit> & /*hit*/) const override { return Qt::SplitHCursor; }
};

class VelocityTool final : public PianoRollTool
{
public:
    std::unique_ptr<RollGesture> press(RollState &state, const RollPointer &pointer) const override
    {
        if (const std::optional<NoteHit> hit = hitNote(state, pointer.position)) {
            return std::make_unique<VelocityGesture>(state, pointer, hit->note);
        }
        return std::make_unique<BoxGesture>(state, pointer);
    }

    Qt::CursorShape cursor(const std::optional<NoteHit> &hit) const override
    {
        return hit ? Qt::SizeVerCursor : Qt::ArrowCursor;
    }
};

} // namespace

const PianoRollTool &PianoRollTool::of(RollTool tool)
{
    static const SelectTool select;
    static const DrawTool draw;
    static const EraseTool erase;
    static const KnifeTool knife;
    static const VelocityTool velocity;
    switch (tool) {
    case RollTool::Draw:
        return draw;
    case RollTool::Erase:
        return erase;
    case RollTool::Knife:
        return knife;
    case RollTool::Velocity:
        return velocity;
    case RollTool::Select:
        break;
    }
    return select;
}

} // namespace solferino

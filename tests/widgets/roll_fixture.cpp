// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/roll_fixture.h"

#include <QApplication>
#include <QMouseEvent>

namespace solferino {

Song rollSong()
{
    Song song;
    song.ticksPerQuarter = static_cast<int>(kQuarter);
    Track lead;
    lead.id = kLead;
    lead.name = "Lead";
    lead.notes = {{kFirst, 0, kQuarter, 72, 100, 0},
                  {kSecond, kQuarter, kQuarter, 76, 90, 0},
                  {kThird, 2 * kQuarter + 30, kQuarter, 79, 80, 0}};
    Track bass;
    bass.id = kBass;
    bass.name = "Bass";
    bass.channel = 1;
    bass.colour = 1;
    song.tracks = {lead, bass};
    song.nextId = 20;
    return song;
}

RollFixture::RollFixture()
    : document(nullptr)
    , editor(document, theme, nullptr)
    , state(editor.state())
    , view(editor.roll())
    , auditions(&state, &RollState::noteAuditioned)
{
    document.reset(rollSong());
    editor.resize(900, 700);
    editor.show();
    editor.activateWindow();
    QApplication::processEvents();
    RollGeometry geometry = state.geometry();
    geometry.pixelsPerQuarter = 96.0;
    geometry.left = 0;
    geometry.centrePitches(72, 80);
    state.setGeometry(geometry);
    view.setFocus();
}

QPointF RollFixture::at(Tick tick, int pitch) const
{
    const RollGeometry &geometry = state.geometry();
    return {geometry.xAt(tick), geometry.yAt(pitch) + geometry.rowHeight / 2.0};
}

void sendMouse(QWidget &widget, QEvent::Type type, QPointF position, Qt::MouseButton button,
               Qt::MouseButtons buttons, Qt::KeyboardModifiers modifiers)
{
    QMouseEvent event(type, position, widget.mapToGlobal(position), button, buttons, modifiers);
    QApplication::sendEvent(&widget, &event);
}

void dragIn(QWidget &widget, QPointF from, QPointF to, Qt::KeyboardModifiers modifiers)
{
    sendMouse(widget, QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton, modifiers);
    sendMouse(widget, QEvent::MouseMove, (from + to) / 2, Qt::NoButton, Qt::LeftButton, modifiers);
    sendMouse(widget, QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton, modifiers);
    sendMouse(widget, QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton, modifiers);
}

void RollFixture::press(QPointF position, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    sendMouse(view, QEvent::MouseButtonPress, position, button, button, modifiers);
}

void RollFixture::move(QPointF position, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    sendMouse(view, QEvent::MouseMove, position, Qt::NoButton, button, modifiers);
}

void RollFixture::release(QPointF position, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    sendMouse(view, QEvent::MouseButtonRelease, position, button, Qt::NoButton, modifiers);
}

void RollFixture::drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    press(from, modifiers, button);
    move((from + to) / 2, modifiers, button);
    move(to, modifiers, button);
    release(to, modifiers, button);
}

void RollFixture::click(QPointF position, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    press(position, modifiers, button);
    release(position, modifiers, button);
}

std::vector<SongNote> RollFixture::notes() const
{
    return document.song().findTrack(kLead)->notes;
}

SongNote RollFixture::note(NoteId id) const
{
    return state.findNote(id).value_or(SongNote{});
}

int RollFixture::steps()
{
    return document.undoStack().index();
}

bool RollFixture::undoRestores()
{
    document.undoStack().undo();
    return document.song().tracks == rollSong().tracks && document.undoStack().index() == 0;
}

} // namespace solferino

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/commands/change_photo_command.h"
#include "core/commands/change_styling_command.h"
#include "core/commands/star_take_command.h"
#include "core/documents/image_document.h"
#include "core/documents/take_list.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <random>

using namespace solferino;

namespace {

Photo photoNamed(const std::string &name)
{
    return {.name = name,
            .file = std::make_shared<const Bytes>(name.begin(), name.end()),
            .width = 300,
            .height = 200};
}

Styling stylingOf(const std::string &style, double strength)
{
    Styling styling;
    styling.mix = {{style, 1.0}};
    styling.finish.strength = strength;
    return styling;
}

} // namespace

class ImageDocumentTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<ImageDocument>(nullptr);
        m_document->reset(photoNamed("shoes.jpg"), stylingOf("munch_scream", 1.0));
    }

    void photos_areTheSameByTheirBytes();
    void reset_clearsTheStack();
    void photo_isSharedByUndoSteps();
    void photo_takesTheMaskAlong();
    void photo_takesTheCropAlong();
    void crop_takesTheMaskAlong();
    void largerCrop_leavesTheRestUnpainted();
    void photo_leavesTheRestOfTheStyling();
    void samePhoto_isNoStep();
    void styling_isSignalled();
    void star_isGivenAndTakenBack();
    void star_ofATakeThatHasGone_isLeftOut();
    void drag_isOneStep();
    void dragBackToItsStart_isNoStep();
    void otherDrags_areOtherSteps();
    void undo_isTheExactInverse_data();
    void undo_isTheExactInverse();

private:
    [[nodiscard]] QUndoStack &stack() { return m_document->undoStack(); }
    void change(const Styling &styling, GestureId gesture = 0)
    {
        stack().push(new ChangeStylingCommand(*m_document, {}, styling, gesture));
    }
    void change(const Photo &photo) { stack().push(new ChangePhotoCommand(*m_document, {}, photo)); }
    int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(m_random); }
    Styling randomStyling();
    void editAtRandom();

    std::unique_ptr<ImageDocument> m_document;
    std::mt19937 m_random;
};

void ImageDocumentTest::photos_areTheSameByTheirBytes()
{
    const Photo one = photoNamed("a.png");
    Photo other = photoNamed("a.png");
    QVERIFY(one.file != other.file && one == other);
    other.file = std::make_shared<const Bytes>(Bytes{1});
    QVERIFY(!(one == other));
    QVERIFY(Photo{} == Photo{} && !(one == Photo{.name = "a.png", .file = {}, .width = 300, .height = 200}));
}

void ImageDocumentTest::reset_clearsTheStack()
{
    change(photoNamed("cat.jpg"));
    QSignalSpy photo(m_document.get(), &ImageDocument::photoChanged);
    QSignalSpy styling(m_document.get(), &ImageDocument::stylingChanged);
    m_document->reset({}, {});
    QCOMPARE(photo.size(), 1);
    QCOMPARE(styling.size(), 1);
    QVERIFY(!stack().canUndo());
    QVERIFY(m_document->photo() == Photo() && m_document->styling() == Styling());
}

void ImageDocumentTest::photo_isSharedByUndoSteps()
{
    const SharedBytes file = m_document->photo().file;
    for (int i = 0; i < 5; ++i)
        change(stylingOf("udnie", 0.1 * i));
    change(photoNamed("cat.jpg"));
    QCOMPARE(file.use_count(), 2L); // this and the step that brings it back
    stack().undo();
    QCOMPARE(m_document->photo().file, file);
}

void ImageDocumentTest::photo_takesTheMaskAlong()
{
    Styling masked = stylingOf("udnie", 0.5);
    masked.finish.mask = {2, 1, {0, 255}};
    change(masked);
    QSignalSpy photo(m_document.get(), &ImageDocument::photoChanged);
    QSignalSpy styling(m_document.get(), &ImageDocument::stylingChanged);
    change(photoNamed("cat.jpg"));
    QVERIFY(m_document->styling().finish.mask == StyleMask());
    QCOMPARE(photo.size(), 1);
    QCOMPARE(styling.size(), 1);
    stack().undo();
    QVERIFY(m_document->styling() == masked);
    QCOMPARE(m_document->photo().name, std::string("shoes.jpg"));
    stack().redo();
    QVERIFY(m_document->styling().finish.mask == StyleMask());
}

void ImageDocumentTest::photo_takesTheCropAlong()
{
    const Styling whole = m_document->styling();
    change(withCrop(whole, m_document->photo(), {10, 20, 30, 40}));
    QCOMPARE(m_document->pictureSize(), QSize(30, 40));
    change(photoNamed("other.jpg"));
    QVERIFY(m_document->styling().crop.isWhole());
    QCOMPARE(m_document->pictureSize(), QSize(300, 200));
    stack().undo();
    QCOMPARE(m_document->styling().crop, (PictureCrop{10, 20, 30, 40}));
    stack().undo();
    QCOMPARE(m_document->styling(), whole);
}

void ImageDocumentTest::crop_takesTheMaskAlong()
{
    Styling masked = m_document->styling();
    masked.finish.mask = {2, 1, {255, 0}}; // the style at the left
    change(masked);
    change(withCrop(masked, m_document->photo(), {225, 0, 75, 200}));
    const std::vector<std::uint8_t> &values = m_document->styling().finish.mask.values;
    QVERIFY(!values.empty());
    QCOMPARE(std::count(values.begin(), values.end(), 0), std::ptrdiff_t(values.size()));
    stack().undo();
    QCOMPARE(m_document->styling(), masked);
}

void ImageDocumentTest::largerCrop_leavesTheRestUnpainted()
{
    const Styling part = withCrop(m_document->styling(), m_document->photo(), {0, 0, 100, 200});
    change(part);
    Styling masked = part;
    masked.finish.mask = {1, 2, {0, 0}}; // the photo everywhere in the part
    change(masked);
    change(withCrop(masked, m_document->photo(), {}));
    const StyleMask &mask = m_document->styling().finish.mask;
    QCOMPARE(mask.width, 3);
    QCOMPARE(mask.height, 2);
    QCOMPARE(mask.values, (std::vector<std::uint8_t>{0, 255, 255, 0, 255, 255}));
    stack().undo();
    QCOMPARE(m_document->styling(), masked);
    stack().redo();
    stack().undo();
    stack().undo();
    QCOMPARE(m_document->styling(), part);
}

void ImageDocumentTest::photo_leavesTheRestOfTheStyling()
{
    QSignalSpy styling(m_document.get(), &ImageDocument::stylingChanged);
    change(photoNamed("cat.jpg"));
    QVERIFY(m_document->styling() == stylingOf("munch_scream", 1.0));
    QCOMPARE(styling.size(), 0);
}

void ImageDocumentTest::samePhoto_isNoStep()
{
    change(photoNamed("shoes.jpg"));
    QVERIFY(!stack().canUndo());
}

void ImageDocumentTest::styling_isSignalled()
{
    QSignalSpy photo(m_document.get(), &ImageDocument::photoChanged);
    QSignalSpy styling(m_document.get(), &ImageDocument::stylingChanged);
    change(stylingOf("udnie", 0.5));
    QVERIFY(m_document->styling() == stylingOf("udnie", 0.5));
    stack().undo();
    QVERIFY(m_document->styling() == stylingOf("munch_scream", 1.0));
    QCOMPARE(styling.size(), 2);
    QCOMPARE(photo.size(), 0);
}

void ImageDocumentTest::drag_isOneStep()
{
    const GestureId gesture = m_document->beginGesture();
    for (int i = 9; i > 4; --i)
        change(stylingOf("munch_scream", 0.1 * i), gesture);
    QCOMPARE(stack().count(), 1);
    stack().undo();
    QVERIFY(m_document->styling() == stylingOf("munch_scream", 1.0));
    stack().redo();
    QVERIFY(m_document->styling() == stylingOf("munch_scream", 0.5));
}

void ImageDocumentTest::dragBackToItsStart_isNoStep()
{
    const GestureId gesture = m_document->beginGesture();
    change(stylingOf("munch_scream", 0.5), gesture);
    change(stylingOf("munch_scream", 1.0), gesture);
    QVERIFY(!stack().canUndo() && stack().isClean());
    QVERIFY(m_document->styling() == stylingOf("munch_scream", 1.0));
}

void ImageDocumentTest::otherDrags_areOtherSteps()
{
    change(stylingOf("munch_scream", 0.5), m_document->beginGesture());
    change(stylingOf("munch_scream", 0.6), m_document->beginGesture());
    change(stylingOf("munch_scream", 0.7));
    change(stylingOf("munch_scream", 0.8));
    QCOMPARE(stack().count(), 4);
}

Styling ImageDocumentTest::randomStyling()
{
    static const std::vector<std::string> kStyles{"udnie", "munch_scream", "wave", "häuser"};
    Styling styling = m_document->styling();
    switch (pick(6)) {
    case 0:
        styling.mix.clear();
        for (int i = pick(5); i > 0; --i)
            styling.mix.push_back({kStyles[static_cast<std::size_t>(pick(4))], 0.1 * pick(11)});
        break;
    case 1:
        styling.weights = pick(2) == 0 ? "" : "image_stylization_small";
        break;
    case 2:
        styling.brush = 0.25 * (1 + pick(8));
        break;
    case 3:
        styling.finish.strength = 0.1 * pick(11);
        break;
    case 4:
        styling.finish.colours = static_cast<StyleColours>(pick(3));
        break;
    default:
        styling.finish.mask = {3, 2, {}};
        for (int i = 0; i < 6; ++i)
            styling.finish.mask.values.push_back(static_cast<std::uint8_t>(pick(256)));
    }
    return styling;
}

void ImageDocumentTest::editAtRandom()
{
    const int kind = pick(8);
    if (kind == 0) {
        change(photoNamed(std::string(1, static_cast<char>('a' + pick(3)))));
    } else if (kind < 4) {
        const GestureId gesture = m_document->beginGesture();
        for (int i = pick(6); i > 0; --i)
            change(randomStyling(), gesture);
    } else {
        change(randomStyling());
    }
}

void ImageDocumentTest::undo_isTheExactInverse_data()
{
    QTest::addColumn<unsigned>("seed");
    for (unsigned seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void ImageDocumentTest::star_isGivenAndTakenBack()
{
    TakeList takes(nullptr);
    const TakeId plain = takes.add({});
    const TakeId starred = takes.add({.isStarred = true});
    stack().push(new StarTakeCommand(takes, QStringLiteral("Keep"), plain, true));
    stack().push(new StarTakeCommand(takes, QStringLiteral("Keep"), starred, true));
    QVERIFY(takes.find(plain)->isStarred);
    stack().undo();
    QVERIFY(takes.find(starred)->isStarred); // as it was
    stack().undo();
    QVERIFY(!takes.find(plain)->isStarred);
    stack().redo();
    QVERIFY(takes.find(plain)->isStarred);
    stack().clear();
}

void ImageDocumentTest::star_ofATakeThatHasGone_isLeftOut()
{
    TakeList takes(nullptr);
    const TakeId id = takes.add({});
    stack().push(new StarTakeCommand(takes, QStringLiteral("Keep"), id, true));
    takes.remove(id);
    stack().undo();
    stack().redo();
    QCOMPARE(takes.rowCount(), 0);
    stack().clear();
}

void ImageDocumentTest::undo_isTheExactInverse()
{
    QFETCH(unsigned, seed);
    m_random.seed(seed);
    using State = std::pair<Photo, Styling>;
    const auto state = [this] {
        return State{m_document->photo(), m_document->styling()};
    };
    std::vector<State> states{state()}; // by index of the undo stack
    const auto isAsItWas = [&] {
        return state() == states[static_cast<std::size_t>(stack().index())];
    };
    for (int step = 0; step < 400; ++step) {
        if (pick(4) == 0 && stack().canUndo()) {
            stack().undo();
            QVERIFY(isAsItWas());
        } else if (pick(5) == 0 && stack().canRedo()) {
            stack().redo();
            QVERIFY(isAsItWas());
        } else {
            editAtRandom();
            states.resize(static_cast<std::size_t>(stack().count()) + 1);
            states[static_cast<std::size_t>(stack().index())] = state();
        }
    }
    QVERIFY(stack().count() > 50);
    const State last = state();
    const int index = stack().index();
    while (stack().canUndo()) {
        stack().undo();
        QVERIFY(isAsItWas());
    }
    QVERIFY(m_document->photo() == photoNamed("shoes.jpg"));
    while (stack().index() < index)
        stack().redo();
    QVERIFY(state() == last);
}

QTEST_GUILESS_MAIN(ImageDocumentTest)
#include "tst_image_document.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/fields.h"

#include <cmath>
#include <doctest/doctest.h>

using namespace solferino;
using nlohmann::json;

namespace {

struct Options
{
    int steps = 64;
    double temperature = 1.0;
    bool loud = false;
    std::string name = "tune";
    std::string scale = "major";
    std::string data;
    std::string file;
    std::string tunes;

    template <class Fields>
    void fields(Fields &f)
    {
        f(steps, "steps", Range{1, 4096}, Unit::Sixteenths, "new steps");
        f(temperature, "temperature", Range{0.0, 3.0}, Unit::None, "wildness", Shown::Advanced);
        f(loud, "is_loud", "louder");
        f(name, "name", "title");
        f(scale, "scale", Choices{"major", "minor", "blues"}, "scale");
        f(data, "data", PathKind::Folder, "folder");
        f(file, "file", PathKind::File, "file");
        f(tunes, "tunes", PathKind::Paths, "files and folders");
    }
};

std::string complaint(const json &values)
{
    try {
        (void)validateOptions(describeFields<Options>(), values);
    } catch (const OptionError &error) {
        return error.what();
    }
    return {};
}

const FieldInfo &field(const FieldList &fields, const std::string &name)
{
    for (const FieldInfo &each : fields)
        if (each.name == name)
            return each;
    FAIL("no such field");
    return fields.front();
}

std::string textComplaint(const std::string &name, const std::string &text)
{
    const FieldList fields = describeFields<Options>();
    try {
        (void)parseOptionText(field(fields, name), text);
    } catch (const OptionError &error) {
        CHECK(error.option() == name);
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("describe_tellsTypesDefaultsAndRanges")
{
    const FieldList fields = describeFields<Options>();
    REQUIRE(fields.size() == 8);
    const FieldInfo &steps = fields[0];
    CHECK(steps.name == "steps");
    CHECK(steps.type == FieldType::Integer);
    CHECK(steps.defaultValue == 64);
    CHECK(steps.range.max == 4096);
    CHECK(steps.unit == Unit::Sixteenths);
    CHECK(steps.shown == Shown::Always);
    CHECK(fields[1].type == FieldType::Number);
    CHECK(fields[1].shown == Shown::Advanced);
    CHECK(fields[2].type == FieldType::Boolean);
    CHECK(fields[3].type == FieldType::Text);
    CHECK(fields[4].type == FieldType::Choice);
    CHECK(fields[4].choices == std::vector<std::string>{"major", "minor", "blues"});
    CHECK(fields[5].type == FieldType::Folder);
    CHECK(fields[6].type == FieldType::File);
    CHECK(fields[7].type == FieldType::Paths);
}

TEST_CASE("validate_fillsDefaultsAndKeepsTypes")
{
    const json complete = validateOptions(describeFields<Options>(), {{"steps", 8.0}, {"temperature", 2}});
    CHECK(complete["steps"].is_number_integer());
    CHECK(complete["steps"] == 8);
    CHECK(complete["temperature"].is_number_float());
    CHECK(complete["scale"] == "major");
    CHECK(complete.size() == 8);
}

TEST_CASE("validate_saysWhatIsWrong")
{
    CHECK(complaint({{"temperature", 7}}) == "temperature must be between 0 and 3, not 7");
    CHECK(complaint({{"temperature", -0.5}}) == "temperature must be between 0 and 3, not -0.5");
    CHECK(complaint({{"temperature", "hot"}}) == "temperature must be a number, not 'hot'");
    CHECK(complaint({{"temperature", std::nan("")}}) == "temperature must be a number, not nan");
    CHECK(complaint({{"temperature", nullptr}}) == "temperature must be a number, not null");
    CHECK(complaint({{"steps", 0}}) == "steps must be between 1 and 4096, not 0");
    CHECK(complaint({{"steps", 1.5}}) == "steps must be a whole number, not 1.5");
    CHECK(complaint({{"steps", 1e300}}) == "steps must be between 1 and 4096, not 1e+300");
    CHECK(complaint({{"steps", true}}) == "steps must be a whole number, not true");
    CHECK(complaint({{"steps", std::uint64_t{1} << 63}}) ==
          "steps must be between 1 and 4096, not 9223372036854775808");
    CHECK(complaint({{"is_loud", 1}}) == "is_loud must be true or false, not 1");
    CHECK(complaint({{"name", 3}}) == "name must be text, not 3");
    CHECK(complaint({{"scale", "dur"}}) == "scale must be major, minor or blues, not 'dur'");
    CHECK(complaint({{"scale", 2}}) == "scale must be major, minor or blues, not 2");
    CHECK(complaint({{"data", json::array()}}) == "data must be text, not []");
    CHECK(complaint(json::array({1})) == "the options must be a JSON object, not [1]");
    CHECK(complaint(json::object()).empty());
}

TEST_CASE("validate_suggestsTheNearestName")
{
    CHECK(complaint({{"temprature", 1}}) == "there is no option 'temprature'; did you mean 'temperature'?");
    CHECK(complaint({{"tsep", 1}}) == "there is no option 'tsep'; did you mean 'steps'?");
    CHECK(complaint({{"colour_of_sky", 1}}) == "there is no option 'colour_of_sky'");
}

TEST_CASE("parse_readsWhatPeopleType")
{
    const FieldList fields = describeFields<Options>();
    CHECK(parseOptionText(field(fields, "steps"), "12") == 12);
    CHECK(parseOptionText(field(fields, "steps"), "1e3") == 1000);
    CHECK(parseOptionText(field(fields, "temperature"), "0.9") == 0.9);
    for (const char *yes : {"true", "yes", "on", "1"})
        CHECK(parseOptionText(field(fields, "is_loud"), yes) == true);
    for (const char *no : {"false", "no", "off", "0"})
        CHECK(parseOptionText(field(fields, "is_loud"), no) == false);
    CHECK(parseOptionText(field(fields, "name"), "60,-2,62") == "60,-2,62");
    CHECK(parseOptionText(field(fields, "scale"), "blues") == "blues");
}

TEST_CASE("parse_saysWhatIsWrong")
{
    CHECK(textComplaint("steps", "many") == "steps must be a whole number, not 'many'");
    CHECK(textComplaint("steps", "12x") == "steps must be a whole number, not '12x'");
    CHECK(textComplaint("steps", "") == "steps must be a whole number, not ''");
    CHECK(textComplaint("steps", "1.5") == "steps must be a whole number, not 1.5");
    CHECK(textComplaint("steps", "99999999999999999999") == "steps must be between 1 and 4096, not 1e+20");
    CHECK(textComplaint("temperature", "1,5") == "temperature must be a number, not '1,5'");
    CHECK(textComplaint("temperature", "nan") == "temperature must be a number, not nan");
    CHECK(textComplaint("temperature", "7") == "temperature must be between 0 and 3, not 7");
    CHECK(textComplaint("is_loud", "maybe") == "is_loud must be true or false, not 'maybe'");
    CHECK(textComplaint("scale", "dur") == "scale must be major, minor or blues, not 'dur'");
}

TEST_CASE("read_andWrite_areInverse")
{
    Options options;
    options.steps = 5;
    options.temperature = 0.25;
    options.loud = true;
    options.scale = "minor";
    const Options copy = readOptions<Options>(writeOptions(options));
    CHECK(copy.steps == 5);
    CHECK(copy.temperature == 0.25);
    CHECK(copy.loud);
    CHECK(copy.scale == "minor");
    CHECK_THROWS_AS((void)readOptions<Options>({{"steps", "x"}}), OptionError);
}

TEST_CASE("number_isWrittenWithoutLocaleOrExponent")
{
    CHECK(numberText(3) == "3");
    CHECK(numberText(0.1) == "0.1");
    CHECK(numberText(1e-6) == "0.000001");
    CHECK(numberText(10'000'000) == "10000000");
}

TEST_CASE("unit_hasAName")
{
    CHECK(std::string(unitName(Unit::None)).empty());
    CHECK(std::string(unitName(Unit::BeatsPerMinute)) == "bpm");
    for (int unit = 1; unit <= static_cast<int>(Unit::Percent); ++unit)
        CHECK_FALSE(std::string(unitName(static_cast<Unit>(unit))).empty());
}

TEST_CASE("field_asJson_hasWhatAPanelNeeds")
{
    const FieldList fields = describeFields<Options>();
    CHECK(toJson(fields[0]) == json{{"name", "steps"},
                                    {"type", "integer"},
                                    {"default", 64},
                                    {"help", "new steps"},
                                    {"advanced", false},
                                    {"min", 1.0},
                                    {"max", 4096.0},
                                    {"unit", "sixteenths"}});
    CHECK(toJson(fields[4])["choices"] == json{"major", "minor", "blues"});
    CHECK_FALSE(toJson(fields[2]).contains("min"));
}

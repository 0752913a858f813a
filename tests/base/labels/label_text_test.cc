#include "base/labels/label_text.h"

#include <gmock/gmock.h>

#include "support/message_of.h"

namespace muster {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// A file and how it has to be read: as cat, dog, bird.
struct Form {
  const char* text;
  const char* form;
};

class LabelForms : public testing::TestWithParam<Form> {};

TEST_P(LabelForms, name_the_outputs_in_their_order_and_say_how_they_were_read) {
  const auto labels = read_label_text(GetParam().text, "labels");
  ASSERT_TRUE(labels) << message_of(labels) << "\n" << GetParam().text;
  EXPECT_THAT(labels->names, ElementsAre("cat", "dog", "bird")) << GetParam().text;
  EXPECT_THAT(labels->form, HasSubstr(GetParam().form)) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Literals, LabelForms,
    testing::Values(Form{R"(["cat", "dog", "bird"])", "JSON list"},
                    Form{"\xEF\xBB\xBF[\n  \"cat\",\n  \"d\\u006fg\",\n  \"bird\"\n]\n", "JSON list"},
                    Form{R"({"0": "cat", "1": "dog", "2": "bird"})", "JSON map from index to name"},
                    Form{R"({"3": "bird", "1": "cat", "2": "dog"})", "JSON map from index to name"},
                    Form{"{\n\"bird\": 2,\n\"cat\": 0,\n\"dog\": 1}", "JSON map from name to index"},
                    Form{R"({"bird": "2", "cat": "0", "dog": "1"})", "JSON map from name to index"},
                    Form{R"({"0": ["n02121808", "cat"], "1": ["n02084071", "dog"], "2": ["n01503061", "bird"]})",
                         "JSON map from index to WordNet ID and name"},
                    Form{"['cat', 'dog', 'bird',]", "Python list"}, Form{"('cat', u'dog', \"bird\")", "Python list"},
                    Form{"CLASSES = ['cat',\n  'dog',\n  'bird']", "Python list"},
                    Form{"{0: 'cat', 2: 'bird', 1: 'dog'}", "Python map from index to name"},
                    Form{"{'cat': 0, 'dog': 1, 'bird': 2}", "Python map from name to index"}),
    [](const auto& param) { return "literal_" + std::to_string(param.index); });

INSTANTIATE_TEST_SUITE_P(
    Yaml, LabelForms,
    testing::Values(
        Form{"- cat\n- dog\n- bird\n", "YAML list"}, Form{"---\n- cat\n- 'dog'\n- bird # the last\n", "YAML list"},
        Form{"[cat, dog, bird]", "YAML list"}, Form{"cat: 0\nbird: 2\ndog: 1\n", "YAML map from name to index"},
        Form{"---\n0: cat\n1: dog\n2: bird\n", "YAML map from index to name"},
        Form{"path: ../data\ntrain: images/train\nnc: 3\nnames: ['cat', 'dog', 'bird']\n", "YAML list"},
        Form{"# dataset\npath: ../data\nnames:\n  0: cat\n  1: dog\n  2: bird\ndownload: |\n  x = [1]\n  # no\n",
             "YAML map from index to name"},
        Form{"names:\n- cat\n- dog\n- bird\nnc: 3\n", "YAML list"},
        Form{"names: {0: cat, 1: dog, 2: bird}\n", "YAML map from index to name"},
        Form{"names: {bird: 2, cat: 0, dog: 1}\n", "YAML map from name to index"},
        Form{"names: [cat,\ndog,\nbird\n]\nroot: {a: [1, 2]}\n", "YAML list"}),
    [](const auto& param) { return "yaml_" + std::to_string(param.index); });

INSTANTIATE_TEST_SUITE_P(
    Lines, LabelForms,
    testing::Values(Form{"0 cat\n1 dog\n2 bird\n", "an index before every name"},
                    Form{"1\tcat\r\n2\tdog\r\n3\tbird\r\n", "an index before every name"},
                    Form{"0,cat\n1,dog\n2,bird", "index"}, Form{"2 , bird\n0 , cat\n1 , dog", "index"},
                    Form{"0:cat\n1:dog\n2:bird", "index"}, Form{"0: cat\n1: 'dog'\n2: bird", "index"},
                    Form{"0. cat\n1. dog\n2. bird", "index"}, Form{"001.cat\n002.dog\n003.bird", "index"},
                    Form{"1) cat\n2) dog\n3) bird", "index"}, Form{"0 - cat\n1 - dog\n2 - bird", "index"},
                    Form{"3 bird\n\n1 cat\n2 dog\n\n", "index"}, Form{"0 \"cat\"\n1 \"dog\"\n2 \"bird\"", "quotes"},
                    Form{"n02121808 cat\nn02084071 dog\nn01503061\tbird", "a WordNet ID before every name"},
                    Form{"n02121808 1 cat\nn02084071 2 dog\nn01503061 3 bird", "WordNet ID"},
                    Form{"1 n02121808 cat\n2 n02084071 dog\n3 n01503061 bird", "WordNet ID"},
                    Form{"\"cat\"\n\"dog\"\n\"bird\"\n", "quotes around every name"},
                    Form{"'cat',\n'dog',\n'bird'\n", "quotes around every name"},
                    Form{"id,name\n0,cat\n1,dog\n2,bird\n", "CSV table"},
                    Form{"label;index\nbird;2\ncat;0\n\"dog\";1\n", "CSV table"}),
    [](const auto& param) { return "lines_" + std::to_string(param.index); });

/// Files that look like a structure and are plain lines.
class PlainLabels : public testing::TestWithParam<const char*> {};

TEST_P(PlainLabels, are_names_as_they_are) {
  const auto labels = read_label_text(GetParam(), "labels");
  ASSERT_TRUE(labels) << message_of(labels) << "\n" << GetParam();
  EXPECT_EQ(labels->form, "") << GetParam();
  EXPECT_THAT(labels->lines, IsEmpty());
  std::string joined;
  for (const std::string& name : labels->names) joined += name + "\n";
  EXPECT_EQ(joined, std::string(GetParam()) + "\n");
}

INSTANTIATE_TEST_SUITE_P(Twins, PlainLabels,
                         testing::Values("Coca-Cola\n7 Up\nFanta",                        // one number among names
                                         "0 cat", "- cat", "\"cat\"", "n01440764 tench",  // one label alone
                                         "[PAD]", "(none)", "[PAD]\n[UNK]\ncat\n[MASK]",  // brackets of a vocabulary
                                         "0\n1\n2\n3\n4", "10\n2\n3",                     // numbers alone are names
                                         "0_Mask\n1_NoMask\n2_Half",  // a number that is part of the name
                                         "Star Wars: A New Hope\nKill Bill: Vol 1\nAlien",  // colons in names
                                         "Rocky: 1\nRocky: 2\nRocky: 3",                    // one name, numbered
                                         "0 stars\n1 star\n2 stars\n3 stars\n4 stars",  // numbers that mean something
                                         "2012 Tesla Model S\n2012 Audi A5\n2007 BMW X5",  // no permutation
                                         "1 euro coin\n2 cents piece\n5 euro note",        // no permutation
                                         "0 calorie cola\n100 plus drink",                 // no permutation
                                         "1.5 litres\n2.5 gallons\n3.5 pints",             // decimals
                                         "1:1\n2:3\n3:4", "0 - 2 years\n3 - 9 years\n10 - 19 years",
                                         "0 to 2 years\n3 to 9 years\n10 to 19 years",      // ratios
                                         "\"Weird Al\" and \"Yes\"\n\"No\" and \"Why\"",    // quotes inside
                                         "\"cat\"\ndog\n'bird'",                            // quotes around some
                                         "n01440764\nn01443537\nn01484850",                 // IDs that are the names
                                         "n01440764 tench\ngoldfish",                       // an ID before some
                                         "level 1\nlevel 2\nlevel 3",                       // numbers behind
                                         "-5 degrees\n-10 degrees", "name\nlabel\nclass",   // a header alone is none
                                         "tench, Tinca tinca\ngoldfish, Carassius auratus"  // synonyms
                                         ),
                         [](const auto& param) { return "twin_" + std::to_string(param.index); });

TEST(LabelText, keeps_blank_lines_of_plain_files_as_classes_without_name) {
  const auto labels = read_label_text("cat\r\n\r\n dog \n\n\n", "labels");
  ASSERT_TRUE(labels) << message_of(labels);
  EXPECT_THAT(labels->names, ElementsAre("cat", "", "dog"));
}

TEST(LabelText, keeps_the_lines_beside_names_that_are_a_part_of_them) {
  const auto labels = read_label_text("1 NoMask\n0 Mask\n", "labels");
  ASSERT_TRUE(labels) << message_of(labels);
  EXPECT_THAT(labels->names, ElementsAre("Mask", "NoMask"));
  EXPECT_THAT(labels->lines, ElementsAre("0 Mask", "1 NoMask"));
}

TEST(LabelText, reads_a_class_to_idx_of_a_thousand_lines_in_the_order_of_its_indices) {
  std::string json = "{\n";
  for (int i = 999; i >= 0; --i)
    json += "  \"thing " + std::to_string(i) + "\": " + std::to_string(i) + (i == 0 ? "\n" : ",\n");
  const auto labels = read_label_text(json + "}\n", "class_to_idx.json");
  ASSERT_TRUE(labels) << message_of(labels);
  ASSERT_THAT(labels->names, SizeIs(1000));
  EXPECT_EQ(labels->names[0], "thing 0");
  EXPECT_EQ(labels->names[999], "thing 999");
}

TEST(LabelText, takes_names_that_occur_twice_in_an_indexed_file_of_a_thousand) {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += std::to_string(i) + " " + (i == 134 || i == 517 ? "crane" : "thing " + std::to_string(i)) + "\n";
  const auto labels = read_label_text(text, "labels");
  ASSERT_TRUE(labels) << message_of(labels);
  EXPECT_EQ(labels->names[517], "crane");
  EXPECT_EQ(labels->names[518], "thing 518");
}

TEST(LabelText, tells_names_that_are_digits_from_indices) {
  const auto to_index = read_label_text(R"({"3": 1, "7": 0})", "labels");
  ASSERT_TRUE(to_index) << message_of(to_index);
  EXPECT_THAT(to_index->names, ElementsAre("7", "3"));
  const auto to_name = read_label_text(R"({"0": "3", "1": "7"})", "labels");
  ASSERT_TRUE(to_name) << message_of(to_name);
  EXPECT_THAT(to_name->names, ElementsAre("3", "7"));
  EXPECT_THAT(message_of(read_label_text(R"({"0": "1", "1": "0"})", "labels")),
              HasSubstr("which of them are the indices"));
}

/// What has to be refused, and words of the error.
struct Refused {
  std::string text, words;
};

class RefusedLabels : public testing::TestWithParam<Refused> {};

TEST_P(RefusedLabels, say_what_they_are) {
  const auto labels = read_label_text(GetParam().text, "labels");
  ASSERT_FALSE(labels) << GetParam().text;
  EXPECT_EQ(labels.error().code, ErrorCode::kMalformed);
  EXPECT_THAT(labels.error().message, AllOf(HasSubstr("labels:"), HasSubstr(GetParam().words)));
}

INSTANTIATE_TEST_SUITE_P(
    Indices, RefusedLabels,
    testing::Values(Refused{"0 cat\n1 dog\n1 bird\n", "labels:3: index 1 occurs twice (first in line 2)"},
                    Refused{"0 cat\n2 dog\n",
                            "labels:2: index 2 is out of range: 2 names need the indices 0 to 1, and 1 is missing"},
                    Refused{"{\"cat\": 0,\n\"dog\": 1,\n\"bird\": 3}", "labels:3: index 3 is out of range"},
                    Refused{"{0: 'cat',\n 0: 'dog'}", "labels:2: the key '0' occurs twice"},
                    Refused{"1 a\n2 b\n3 c\n4 d\n6 f\n",
                            "labels:5: index 6 is out of range: 5 names need the indices 1 to 5, and 5 is missing"},
                    Refused{"0 a\n1 b\n2 c\n3 d\ne\n5 f\n", "labels:5: this line has no index"},
                    Refused{"id,name\n0,cat\n0,dog\n", "labels:3: index 0 occurs twice"},
                    Refused{"names: [cat, dog]\nnc: 3\n", "labels:2: nc is 3, and there are 2 names"}),
    [](const auto& param) { return "index_" + std::to_string(param.index); });

INSTANTIATE_TEST_SUITE_P(
    Foreign, RefusedLabels,
    testing::Values(Refused{std::string("\xFF\xFE"
                                        "c\0a\0t\0",
                                        8),
                            "UTF-16"},
                    Refused{std::string("c\0a\0t\0\n\0d\0o\0g\0", 14), "UTF-16"},
                    Refused{std::string("\0c\0a\0t\0\n\0d\0o\0g", 14), "UTF-16"}, Refused{"cat\rdog\rbird", "CR only"},
                    Refused{"cat\ndog\rbird\n", "labels:2: a CR without LF"},
                    Refused{"item {\n  id: 1\n  name: 'cat'\n}\n", "pbtxt"},
                    Refused{"\xFF\xD8\xFF\xE0\rJFIF", "a photo, a model or an archive"},
                    Refused{std::string("\x1C\0\0\0TFL3\r", 9), "a photo, a model or an archive"},
                    Refused{"# map\nentry: { id: 1 name: 'cat' }\n", "pbtxt"},
                    Refused{"<!DOCTYPE html>\n<html>", "an HTML page"}, Refused{"<?xml version='1'?><a/>", "XML"},
                    Refused{"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS pointer"},
                    Refused{"array(['cat', 'dog'], dtype='<U3')", "a Python expression"},
                    Refused{"/a/airfield 0\n/a/alley 1\n/b/bar 2\n", "an index after every name"},
                    Refused{"const names = [\n  'cat',\n  'dog'\n];\n", "as in program text"},
                    Refused{"{'cat', 'dog'}", "a Python set has no order"},
                    Refused{"[{\"id\": 0, \"name\": \"cat\"}]", "a list of maps is JSON of another shape"},
                    Refused{"{\"id2label\": {\"0\": \"cat\"}}", "a map whose values are maps"},
                    Refused{"{\"a\": \"b\"}", "neither its keys nor its values are all indices"},
                    Refused{"{\"0\": \"cat\"}\n{\"1\": \"dog\"}\n", "lines of JSON"},
                    Refused{"[\"cat\",\n\"dog\"", "the end is missing"},
                    Refused{"[\"cat\",\n\"dog]",
                            "labels:2: the labels begin like JSON or Python, but a quote is not closed"},
                    Refused{"[\"cat\",\n \"dog\" \"x\"]", "labels:2: "}, Refused{"[0, 1, 2]", "a list of numbers"},
                    Refused{"[\"cat\", null]", "'null' is neither a name in quotes nor an index"},
                    Refused{"name,color\ncat,red\n", "CSV table"},
                    Refused{"index,mid,display_name\n0,/m/0,Speech\n", "CSV table"},
                    Refused{"[\"a\\nb\"]", "not a name of one line"}, Refused{"[\"\\ud800\"]", "an escape"},
                    Refused{"---\na: &x [1]\nb: *x\n", "YAML of another shape"},
                    Refused{"names:\n  cats: [a, b]\n", "a list inside of the labels"},
                    Refused{"cat\n\xFF\n", "labels:2: '\\xFF' is not UTF-8"}, Refused{" \n\n", "no labels"},
                    Refused{"[]", "no labels"}),
    [](const auto& param) { return "foreign_" + std::to_string(param.index); });

TEST(LabelText, refuses_deep_nesting_and_zeros_at_once) {
  EXPECT_THAT(message_of(read_label_text(std::string(1'000'000, '[') + std::string(1'000'000, ']'), "labels")),
              HasSubstr("a list of lists"));
  std::string deep;
  for (int i = 0; i < 200'000; ++i) deep += "{\"a\":";
  EXPECT_THAT(message_of(read_label_text(deep + "0" + std::string(200'000, '}'), "labels")), HasSubstr("maps"));
  EXPECT_THAT(message_of(read_label_text("names: " + std::string(100'000, '[') + std::string(100'000, ']'), "labels")),
              HasSubstr("labels:1: "));
  EXPECT_THAT(message_of(read_label_text("cat\n" + std::string(1000, '\0'), "labels")), HasSubstr("labels:2: "));
  EXPECT_THAT(message_of(read_label_text(std::string(1'100'000, '\n') + "cat", "labels")),
              HasSubstr("more than 1000000"));
}

TEST(LabelText, takes_literals_only_where_a_literal_is_wanted) {
  EXPECT_THAT(read_label_literal("{0: 'cat', 1: 'dog'}", "names")->names, ElementsAre("cat", "dog"));
  EXPECT_THAT(message_of(read_label_literal("cat\ndog", "names")), HasSubstr("names:1: "));
}

}  // namespace
}  // namespace muster

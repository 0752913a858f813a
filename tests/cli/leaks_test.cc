// Leaks from outside; a worker with a fake runtime decodes the photos.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/digits.h"
#include "support/pictures.h"
#include "support/run_program.h"
#include "support/schema.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Twelve training photos in two classes, and three test photos that stand nowhere else.
class Leaks : public ::testing::Test {
 protected:
  Leaks() {
    for (unsigned seed = 0; seed < 12; ++seed)
      train("ab"[seed % 2] + fmt::format("/{}.bmp", seed), scene(seed, 90, 70));
    for (unsigned seed = 100; seed < 103; ++seed) test(fmt::format("a/{}.bmp", seed), scene(seed, 90, 70));
  }
  void train(const std::string& name, const Image& image) { folder.write_text("train/" + name, bmp_of(image)); }
  void test(const std::string& name, const Image& image) { folder.write_text("test/" + name, bmp_of(image)); }

  [[nodiscard]] Ended run(const std::string& more = "", const std::string& behind = " 2>&1") const {
    return run_muster(fmt::format("leaks --train {} --test {} {}{}", (folder / "train").string(),
                                  (folder / "test").string(), more, behind),
                      "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  }
  [[nodiscard]] nlohmann::json json() const { return nlohmann::json::parse(run("--json -", " 2>/dev/null").output); }

  TempFolder folder;
};

TEST_F(Leaks, are_none_where_no_photo_stands_on_both_sides) {
  const Ended ended = run();
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("none"));
}

TEST_F(Leaks, are_found_with_their_origin_and_edit) {
  const Image image = scene(4, 90, 70);
  test("a/same.bmp", image);
  test("a/mirrored.bmp",
       changed(image, 90, 70, [](const Image& from, int x, int y, int c) { return pixel(from, 89 - x, y, c); }));
  test("a/upright.bmp",
       changed(image, 70, 90, [](const Image& from, int x, int y, int c) { return pixel(from, y, 69 - x, c); }));
  test("a/cropped.bmp",
       changed(image, 80, 62, [](const Image& from, int x, int y, int c) { return pixel(from, x + 5, y + 4, c); }));
  test("b/grey.bmp", changed(image, 90, 70, [](const Image& from, int x, int y, int) {
         return static_cast<std::uint8_t>((pixel(from, x, y, 0) + 2 * pixel(from, x, y, 1) + pixel(from, x, y, 2)) / 4);
       }));
  const auto found = json();
  EXPECT_TRUE(keeps_to_schema("leaks.schema.json", found.dump()));
  EXPECT_EQ(found["leaking_test_photos"], 5);
  std::map<std::string, std::string> kinds;
  for (const auto& leak : found["leaks"]) {
    EXPECT_EQ(leak["train"], "a/4.bmp");
    kinds[leak["test"]] = leak["kind"];
    EXPECT_EQ(leak["labels_differ"], leak["test"] == "b/grey.bmp");
  }
  EXPECT_EQ(kinds, (std::map<std::string, std::string>{{"a/same.bmp", "same_file"},
                                                       {"a/mirrored.bmp", "mirrored"},
                                                       {"a/upright.bmp", "turned_90"},
                                                       {"a/cropped.bmp", "cropped"},
                                                       {"b/grey.bmp", "greyed"}}));
  const Ended ended = run();
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.output, HasSubstr("5 of 8 test photos (62.5 %)"));
  EXPECT_THAT(ended.output, HasSubstr("b/grey.bmp from a/4.bmp: greyed"));
  EXPECT_THAT(ended.output, HasSubstr("labelled 'b' and 'a'"));
  EXPECT_THAT(ended.output, HasSubstr("1 with two labels"));
}

TEST_F(Leaks, are_found_where_a_corner_is_left) {
  for (unsigned seed = 0; seed < 4; ++seed) {
    const int x_shift = seed % 2 == 0 ? 0 : 10, y_shift = seed / 2 == 0 ? 0 : 8;
    test(fmt::format("a/corner{}.bmp", seed),
         changed(scene(seed, 90, 70), 80, 62,
                 [&](const Image& from, int x, int y, int c) { return pixel(from, x + x_shift, y + y_shift, c); }));
  }
  EXPECT_EQ(json()["leaking_test_photos"], 4);
}

TEST(LeaksOfSmallDigits, are_copies_and_not_other_digits_that_look_alike) {
  const TempFolder folder;
  const auto add = [&](const std::string& name, const Image& image) { folder.write_text(name, bmp_of(image)); };
  for (unsigned photo = 0; photo < 16; ++photo)
    for (int digit = 0; digit < 10; ++digit) {
      const DigitStyle train{photo % 8}, test{100 + photo % 8};
      add(fmt::format("train/{}/{}.bmp", digit, photo), drawn_digit(digit, photo, train));
      add(fmt::format("test/{}/{}.bmp", digit, photo), drawn_digit(digit, photo, test));
    }
  for (unsigned photo = 0; photo < 16; photo += 4)
    folder.write_text(fmt::format("test/6/copy_{}.jpg", photo), jpeg_of(drawn_digit(6, photo, {photo % 8}), 80));
  const std::string command =
      fmt::format("leaks --train {} --test {}", (folder / "train").string(), (folder / "test").string());
  const Ended ended = run_muster(command + " --json - 2>/dev/null", "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_TRUE(keeps_to_schema("leaks.schema.json", ended.output));
  const auto found = nlohmann::json::parse(ended.output);
  EXPECT_EQ(found["leaking_test_photos"], 4);
  EXPECT_EQ(found["only_copies"], true);
  for (const auto& leak : found["leaks"]) {
    const std::string test = leak["test"], train = leak["train"];
    EXPECT_EQ(test.substr(test.find('_') + 1, 2), train.substr(2, 2)) << test << " from " << train;
  }
  EXPECT_THAT(run_muster(command + " 2>&1", "MUSTER_WORKER=" MUSTER_FAKE_WORKER).output,
              HasSubstr("These pictures are very alike"));
}

TEST_F(Leaks, show_pairs_of_one_label_first) {
  const Image image = scene(4, 90, 70), other = scene(6, 90, 70);
  test("b/contradicts.bmp", image);
  test("a/of_one_label.bmp",
       changed(other, 90, 70, [](const Image& from, int x, int y, int c) { return pixel(from, 89 - x, y, c); }));
  const std::string text = run().output;
  EXPECT_LT(text.find("of_one_label.bmp from"), text.find("contradicts.bmp from")) << text;
  EXPECT_THAT(text, HasSubstr("contradicts.bmp from"));
}

TEST_F(Leaks, leave_a_clean_manifest) {
  test("b/same.bmp", scene(5, 90, 70));
  const std::string clean = (folder / "clean.csv").string();
  EXPECT_EQ(run("--write-clean " + clean).exit_code, 1);
  const std::string text = text_of(clean);
  EXPECT_THAT(text, HasSubstr("path,label\n"));
  EXPECT_THAT(text, HasSubstr("/test/a/101.bmp,a\n"));
  EXPECT_THAT(text, Not(HasSubstr("same.bmp")));
  const Ended again = run_muster(fmt::format("leaks --train {} --test {} 2>&1", (folder / "train").string(), clean),
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(again.exit_code, 0) << again.output;
}

TEST_F(Leaks, leave_a_clean_manifest_with_all_that_the_first_says_of_its_photos) {
  const auto manifest = folder.write_text("all.csv",
                                          "split,path,class_index,weather\n"
                                          "train,train/a/0.bmp,0,\"sun, wind\"\n"
                                          "test,test/a/100.bmp,0,\"rain, \"\"hard\"\"\"\n"
                                          ",train/a/2.bmp,0,\n"
                                          "test,train/a/4.bmp,0,fog\n"
                                          "test,test/broken.jpg,1,fog\n"
                                          "test,test/a/101.bmp,1,\n");
  folder.write_text("test/broken.jpg", "no photo");
  const std::string clean = (folder / "clean.csv").string();
  const Ended ended = run_muster(fmt::format("leaks --train {}/train --test {} --write-clean {} 2>&1",
                                             folder.path().string(), manifest.string(), clean),
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 1) << ended.output;
  const std::string root = std::filesystem::canonical(folder.path()).string();
  EXPECT_EQ(text_of(clean), fmt::format("split,path,class_index,weather\n"
                                        "test,{0}/test/a/100.bmp,0,\"rain, \"\"hard\"\"\"\n"
                                        "test,{0}/test/a/101.bmp,1,\n",
                                        root));
}

TEST_F(Leaks, are_not_denied_where_no_photo_can_be_read) {
  for (const char* side : {"test", "train"}) {
    folder.write_text(fmt::format("broken_{}/a/0.bmp", side), "no photo");
    const std::string broken = (folder / fmt::format("broken_{}", side)).string(), good = (folder / "train").string();
    const bool test = std::string_view(side) == "test";
    const Ended ended =
        run_muster(fmt::format("leaks --train {} --test {} 2>&1", test ? good : broken, test ? broken : good),
                   "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
    EXPECT_EQ(ended.exit_code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr("none of its photos can be read"));
  }
}

TEST_F(Leaks, of_one_file_twice_in_a_set_are_the_same_file) {
  const Image image = scene(200, 90, 70);
  test("a/one.bmp", image), test("b/two.bmp", image);
  const auto pairs = json()["within_test"];
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0]["kind"], "same_file");
  EXPECT_EQ(pairs[0]["score"], 1);
}

TEST_F(Leaks, are_written_to_two_files) {
  const std::string file = (folder / "both").string();
  EXPECT_EQ(run("--json " + file + " --write-clean " + file).exit_code, 2);
}

TEST_F(Leaks, within_a_set_are_told_with_their_labels) {
  train("b/again.bmp", scene(0, 180, 140));
  const auto found = json();
  ASSERT_EQ(found["within_train"].size(), 1U);
  EXPECT_EQ(found["within_train"][0]["first"], "a/0.bmp");
  EXPECT_EQ(found["within_train"][0]["second"], "b/again.bmp");
  EXPECT_EQ(found["within_train"][0]["labels_differ"], true);
  EXPECT_EQ(found["leaks"].size(), 0U);
  EXPECT_THAT(run().output, HasSubstr("1 pair, 1 with two labels"));
}

TEST_F(Leaks, of_flat_pictures_are_told_only_for_the_same_pixels) {
  const auto flat = [](int width, int shade) {
    return changed(Image{}, width, 60,
                   [&](const Image&, int, int y, int) { return static_cast<std::uint8_t>(shade + y / 6); });
  };
  train("a/sky.bmp", flat(80, 100));
  test("a/sky.bmp", flat(80, 100));
  test("a/another_sky.bmp", flat(90, 130));
  const auto found = json();
  ASSERT_EQ(found["leaks"].size(), 1U);
  EXPECT_EQ(found["leaks"][0]["test"], "a/sky.bmp");
}

TEST_F(Leaks, by_group_are_told_where_both_sides_name_them) {
  const std::string root = folder.path().string();
  const auto train_csv = folder.write_text("train.csv", "path,label,group\ntrain/a/0.bmp,a,film1\ntrain/b/1.bmp,b,\n");
  const auto test_csv = folder.write_text("test.csv", "path,label,group\ntest/a/100.bmp,a,film1\ntest/a/101.bmp,a,\n");
  const Ended ended = run_muster(fmt::format("leaks --train {} --test {} 2>&1", train_csv.string(), test_csv.string()),
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.output, HasSubstr("film1: 1 test photo and 1 training photo"));
}

TEST_F(Leaks, by_group_are_not_told_of_photos_that_leak_themselves) {
  const auto train_csv = folder.write_text("train.csv", "path,label,group\ntrain/a/0.bmp,a,film1\ntrain/b/1.bmp,b,\n");
  const auto test_csv = folder.write_text("test.csv", "path,label,group\ntrain/a/0.bmp,a,film1\ntest/a/101.bmp,a,\n");
  const Ended ended = run_muster(fmt::format("leaks --train {} --test {} 2>&1", train_csv.string(), test_csv.string()),
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.output, Not(HasSubstr("film1")));
}

TEST_F(Leaks, name_photos_that_cannot_be_read_and_go_on) {
  folder.write_text("test/a/broken.jpg", "no photo");
  test("b/same.bmp", scene(5, 90, 70));
  const auto found = json();
  EXPECT_EQ(found["test"]["unreadable"], 1);
  EXPECT_THAT(found["events"][0].get<std::string>(), HasSubstr("a/broken.jpg: not a JPEG"));
  EXPECT_EQ(found["leaking_test_photos"], 1);
}

TEST_F(Leaks, refuse_what_cannot_be_used) {
  EXPECT_EQ(run("--json - --write-clean -").exit_code, 2);
  const std::string text = "path,split\ntrain/a/0.bmp,train\ntest/a/100.bmp,test\n";
  const std::string both = folder.write_text("both.csv", text).string();
  const Ended overwritten =
      run_muster(fmt::format("leaks --train {0}:train --test {0}:test --write-clean {0} 2>&1", both));
  EXPECT_EQ(overwritten.exit_code, 2);
  EXPECT_THAT(overwritten.output, HasSubstr("is read or written already"));
  EXPECT_EQ(text_of(both), text);
  const Ended same = run_muster(fmt::format("leaks --train {0}:all --test {0}:all 2>&1", both));
  EXPECT_THAT(same.output, HasSubstr("these are the training photos themselves"));
  const Ended none = run_muster("leaks --train /nowhere --test /nowhere 2>&1");
  EXPECT_EQ(none.exit_code, 2);
  EXPECT_THAT(none.output, HasSubstr("/nowhere: there is no such folder or file"));
}

}  // namespace
}  // namespace muster

// Training and field photos beside the test photos, from outside; a worker with a fake runtime answers.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "support/digits.h"
#include "support/fake_models.h"
#include "support/pictures.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using ::testing::HasSubstr;

/// Scenes whose left upper corner decides the answer: "a" to "d".
class OtherPhotosTest : public ::testing::Test {
 protected:
  /// A scene that will be taken for `answer`, in the folder of `label`.
  void add(const std::string& set, char label, unsigned seed, char answer, int brighter = 0) {
    const Image drawn = changed(scene(seed, 96, 96), 96, 96, [&](const Image& from, int x, int y, int channel) {
      if (x < 30 && y < 30) return static_cast<std::uint8_t>(100 + answer - 'a');
      return static_cast<std::uint8_t>(std::min(255, pixel(from, x, y, channel) + brighter));
    });
    folder().write_text(fmt::format("{}/{}/{}_{}.bmp", set, label, seed, brighter), bmp_of(drawn));
  }

  /// Four new test photos of which two are right, and four that are brightened training photos, all right.
  void add_leaking_sets() {
    for (unsigned seed = 0; seed < 12; ++seed) add("train", "abcd"[seed % 4], seed, "abcd"[seed % 4]);
    for (unsigned seed = 0; seed < 4; ++seed) add("test", "abcd"[seed], seed, "abcd"[seed], 12);
    for (unsigned seed = 100; seed < 104; ++seed)
      add("test", "abcd"[seed % 4], seed, seed < 102 ? "abcd"[seed % 4] : "bcda"[seed % 4]);
  }

  [[nodiscard]] Ended muster(const std::string& command, const std::string& behind = " 2>&1") const {
    return run_muster(command + behind, "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (scene_.folder / name).string(); }
  [[nodiscard]] std::string on(const std::string& test, const std::string& more) const {
    return fmt::format("{} --data {} --labels {} --preprocess stretch --no-latency {}", scene_.model.string(),
                       path(test), scene_.options.data.labels.string(), more);
  }
  [[nodiscard]] nlohmann::json json(const std::string& command) const {
    const Ended ended = muster(command + " --json -", " 2>/dev/null");
    EXPECT_TRUE(keeps_to_schema("report.schema.json", ended.output)) << ended.output;
    return nlohmann::json::parse(ended.output);
  }
  const TempFolder& folder() { return scene_.folder; }

  FakeScene scene_{""};
};

TEST_F(OtherPhotosTest, that_stand_in_both_sets_are_not_graded) {
  add_leaking_sets();
  const auto report = json("check " + on("test", "--train " + path("train")));
  const auto& model = report["models"][0];
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["value"], 0.5);
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["count"], 4);
  EXPECT_EQ(model["metrics"]["top1_accuracy_with_leaks"]["value"], 0.75);
  EXPECT_EQ(model["metrics"]["train_gap"]["value"], 0.5);
  const auto& leaks = model["leaks"]["leaks"];
  ASSERT_EQ(leaks.size(), 4U);
  EXPECT_EQ(leaks[0]["test"], "a/0_12.bmp");
  EXPECT_EQ(leaks[0]["train"], "a/0_0.bmp");
  EXPECT_EQ(leaks[0]["labels_differ"], false);
  EXPECT_EQ(model["other_photos"][0]["role"], "training");
  EXPECT_EQ(model["other_photos"][0]["asked"], 12);
}

TEST_F(OtherPhotosTest, set_no_digit_aside_because_another_looks_like_it) {
  constexpr int kDigits[] = {0, 6, 8, 9};
  for (unsigned photo = 0; photo < 24; ++photo)
    for (unsigned label = 0; label < 4; ++label) {
      const auto add_digit = [&](const char* set, unsigned typeface) {
        const Image digit = drawn_digit(kDigits[label], photo, {typeface});
        folder().write_text(fmt::format("{}/{}/{}.bmp", set, "abcd"[label], photo), bmp_of(digit));
      };
      add_digit("train", photo % 8), add_digit("test", 100 + photo % 8);
    }
  for (unsigned photo = 0; photo < 3; ++photo)
    folder().write_text(fmt::format("test/c/copy_{}.jpg", photo), jpeg_of(drawn_digit(8, photo, {photo}), 75));
  const auto model = json("check " + on("test", "--train " + path("train")))["models"][0];
  const auto& leaks = model["leaks"]["leaks"];
  ASSERT_EQ(leaks.size(), 3U) << leaks;
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(leaks[i]["test"], fmt::format("c/copy_{}.jpg", i));
    EXPECT_EQ(leaks[i]["train"], fmt::format("c/{}.bmp", i));
  }
  EXPECT_EQ(model["metrics"]["top1_accuracy"]["count"], 96) << "all others are graded";
}

TEST_F(OtherPhotosTest, are_kept_in_a_run_and_judged_as_check_judges) {
  add_leaking_sets();
  const auto checked = json("check " + on("test", "--train " + path("train")));
  ASSERT_EQ(muster("observe " + on("test", "--train " + path("train") + " --output " + path("a.run"))).exit_code, 0);
  const auto judged = json("judge " + path("a.run"));
  for (const char* part : {"metrics", "leaks", "other_photos", "classes", "confusion"})
    EXPECT_EQ(judged["models"][0][part], checked["models"][0][part]) << part;
  const auto ranked = json("judge " + path("a.run") + " --rankings --class a");
  EXPECT_EQ(ranked["models"][0]["thresholds"][0]["positives"], 1) << "leaks take no part in thresholds";
}

TEST_F(OtherPhotosTest, are_searched_once_for_several_models) {
  add_leaking_sets();
  const auto report = json("check " + scene_.model.string() + " " + on("test", "--train " + path("train")));
  ASSERT_EQ(report["models"].size(), 2U);
  EXPECT_EQ(report["models"][0]["leaks"], report["models"][1]["leaks"]);
  EXPECT_EQ(report["models"][1]["metrics"]["top1_accuracy"]["value"], 0.5);
}

TEST_F(OtherPhotosTest, from_the_field_show_what_the_test_does_not) {
  add_leaking_sets();
  for (unsigned seed = 200; seed < 240; ++seed)
    add("field", "abcd"[seed % 4], seed, seed < 230 ? "bcda"[seed % 4] : "abcd"[seed % 4]);
  const auto model = json("check " + on("test", "--field " + path("field")))["models"][0];
  EXPECT_EQ(model["metrics"]["field_top1_accuracy"]["value"], 0.25);
  EXPECT_EQ(model["metrics"]["field_gap"]["value"], 0.5) << "of eight test photos six are right";
  EXPECT_EQ(model["other_photos"][0]["classes"][0]["labels"], 10);
  EXPECT_TRUE(model["leaks"].is_null());
  const Ended text = muster("check " + on("test", ""));
  EXPECT_THAT(text.output, HasSubstr("real-life photos: not tested"));
}

TEST_F(OtherPhotosTest, are_drawn_at_random_where_there_are_many) {
  add_leaking_sets();
  const auto other =
      json("check " + on("test", "--train " + path("train") + " --train-photos 5"))["models"][0]["other_photos"][0];
  EXPECT_EQ(other["asked"], 5);
  std::uint64_t labels = 0;
  for (const auto& one : other["classes"]) labels += one["labels"].get<std::uint64_t>();
  EXPECT_EQ(labels, 12U) << "the mix of classes is of all";
  std::set<std::string> draws;
  for (const char* seed : {"1", "2", "3", "4"}) {
    const auto drawn = json("check " + on("test", "--train " + path("train") + " --train-photos 5 --seed " + seed));
    draws.insert(drawn["models"][0]["other_photos"][0]["classes"].dump());
  }
  EXPECT_GT(draws.size(), 1U) << "another seed draws other photos";
}

TEST_F(OtherPhotosTest, with_other_labels_are_searched_for_leaks_only) {
  add_leaking_sets();
  for (unsigned seed = 0; seed < 4; ++seed) add("unlabelled", 'x', seed, 'a');
  const auto model = json("check " + on("test", "--train " + path("unlabelled")))["models"][0];
  EXPECT_EQ(model["leaks"]["leaks"].size(), 4U);
  EXPECT_THAT(model["other_photos"][0]["problem"].get<std::string>(), HasSubstr("'x'"));
  const Ended field = muster("check " + on("test", "--field " + path("unlabelled")));
  EXPECT_EQ(field.exit_code, 2);
  EXPECT_THAT(field.output, HasSubstr("field photos: "));
}

TEST_F(OtherPhotosTest, make_sense_only_beside_photos_that_are_classified_here) {
  add_leaking_sets();
  for (const auto& [command, words] : std::initializer_list<std::pair<std::string, std::string>>{
           {on("test", "--train " + path("nowhere")), "there is no such folder or file"},
           {on("test", "--train " + path("train") + " --no-accuracy"), "classified here"},
           {on("test", "--train " + path("train") + " --decide"), "leave one of the two out"},
           {on("test", "--field " + path("test")), "these are the test photos"},
           {on("test", "--train " + path("train") + " --field " + path("train")), "these are the training photos"},
           {on("test", "--seed 5"), "--train"},
           {on("test", "--train-photos 5"), "--train"}}) {
    const Ended ended = muster("check " + command);
    EXPECT_EQ(ended.exit_code, 2) << command;
    EXPECT_THAT(ended.output, HasSubstr(words)) << command;
  }
}

}  // namespace
}  // namespace muster

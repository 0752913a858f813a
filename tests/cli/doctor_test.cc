// `muster doctor` from outside, with a fake runtime whose answer is the first byte of the input.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "support/fake_models.h"
#include "support/pictures.h"
#include "support/run_program.h"
#include "support/schema.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

class Doctor : public ::testing::Test {
 protected:
  Doctor() : scene("") {}

  /// Photos whose red is their class, and whose blue is another.
  void add_coloured_photos(int count) {
    std::string manifest = "path,label\n";
    for (int i = 0; i < count; ++i) {
      Image image{2, 2, {}};
      for (int pixel = 0; pixel < 4; ++pixel)
        for (const int value : {i % 4, 0, 3 - i % 4}) image.pixels.push_back(static_cast<std::uint8_t>(value));
      const std::string name = fmt::format("photo{}.bmp", i);
      scene.folder.write_text(name, bmp_of(image) + std::to_string(i));
      manifest += fmt::format("{},{}\n", name, "abcd"[i % 4]);
    }
    scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  }

  [[nodiscard]] Ended run(const std::string& more = "", const std::string& behind = " 2>&1") const {
    return run_muster(fmt::format("doctor {} --data {} --labels {} --preprocess stretch {}{}", scene.model.string(),
                                  scene.options.data.data.string(), scene.options.data.labels.string(), more, behind),
                      "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  }
  [[nodiscard]] nlohmann::json json(const std::string& more = "") const {
    const Ended ended = run(more + " --json -", " 2>/dev/null");
    EXPECT_TRUE(keeps_to_schema("doctor.schema.json", ended.output)) << ended.output;
    return nlohmann::json::parse(ended.output, nullptr, false);
  }

  FakeScene scene;
};

TEST_F(Doctor, finds_nothing_where_nothing_is_wrong) {
  add_coloured_photos(100);
  const Ended ended = run();
  EXPECT_EQ(ended.exit_code, 0) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("NOTHING WRONG FOUND"));
  EXPECT_THAT(ended.output, HasSubstr("100.0 % [96.3, 100.0] of 100 right"));
  const auto found = json();
  EXPECT_TRUE(found["advised"].is_null());
  EXPECT_EQ(found["accuracy"]["count"], 100);
  const Ended labels = run("--write-labels " + (scene.folder / "new.txt").string());
  EXPECT_THAT(labels.output, HasSubstr("new.txt is not written: no other order of named labels was found"));
}

TEST_F(Doctor, names_the_wrong_colour_order_with_the_option_that_mends_it) {
  add_coloured_photos(100);
  const Ended ended = run("--colour bgr");
  EXPECT_EQ(ended.exit_code, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("FOUND  colour order rgb in place of bgr"));
  const auto found = json("--colour bgr");
  EXPECT_EQ(found["advised"], "colour:rgb");
  EXPECT_EQ(found["changes"][0]["options"], "--colour rgb");
  EXPECT_EQ(found["changes"][0]["mended"], 100);
  EXPECT_EQ(run("--colour bgr " + found["changes"][0]["options"].get<std::string>()).exit_code, 2);  // said twice
  EXPECT_EQ(run(found["changes"][0]["options"].get<std::string>()).exit_code, 0);
}

TEST_F(Doctor, names_labels_that_are_one_off_and_writes_those_that_fit) {
  add_coloured_photos(100);
  scene.options.data.labels = scene.folder.write_text("moved.txt", "d\na\nb\nc\n");
  const auto written = scene.folder / "ordered.txt";
  const auto found = json("--write-labels " + written.string());
  EXPECT_EQ(found["advised"], "labels:next");
  EXPECT_EQ(found["labels"], (std::vector<std::string>{"a", "b", "c", "d"}));
  scene.options.data.labels = written;
  EXPECT_EQ(run().exit_code, 0);
}

TEST_F(Doctor, finds_an_order_of_labels_that_no_rule_explains) {
  add_coloured_photos(100);
  std::string manifest = "path,label\n";  // the network's outputs are p, k, m, a; sorted they were given
  for (int i = 0; i < 100; ++i) manifest += fmt::format("photo{}.bmp,{}\n", i, "pkma"[i % 4]);
  scene.folder.write_text("photos.csv", manifest);
  scene.options.data.labels = scene.folder.write_text("sorted.txt", "a\nk\nm\np\n");
  const auto found = json();
  EXPECT_EQ(found["advised"], "labels:permutation");
  EXPECT_EQ(found["changes"][0]["photos"], 50);
  EXPECT_EQ(found["labels"], (std::vector<std::string>{"p", "k", "m", "a"}));
}

TEST_F(Doctor, counts_photos_of_one_group_once) {
  add_coloured_photos(100);
  std::string manifest = "path,label,group\n";
  for (int i = 0; i < 100; ++i) manifest += fmt::format("photo{}.bmp,{},video{}\n", i, "abcd"[i % 4], i % 8);
  scene.folder.write_text("photos.csv", manifest);
  const Ended ended = run("--colour bgr");
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("INCONCLUSIVE  8 photos are too few to find a mistake: about "));
}

TEST_F(Doctor, passes_no_model_on_three_photos) {
  add_coloured_photos(3);
  const Ended ended = run();
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("INCONCLUSIVE  3 photos are too few to find a mistake: about 22 are needed"));
  const auto found = json();
  EXPECT_EQ(found["verdict"], "inconclusive");
  EXPECT_EQ(found["photos_needed"], 22);
}

TEST_F(Doctor, judges_by_mean_recall_where_one_class_is_far_more_common) {
  // As numbers from -1 to 1, that input has 0 for all dark pixels, which is class a: 270 of 300 photos. From 0 to 1 it
  // has the pixel: all of the others are right, and 30 photos of class a are not.
  std::string manifest = "path,label\n";
  for (int i = 0; i < 300; ++i) {
    const int actual = i % 10 == 9 ? i / 10 % 3 + 1 : 0;
    const int grey = i % 10 == 8 ? 1 : actual;
    const std::string name = fmt::format("photo{}.bmp", i);
    scene.folder.write_text(name, FakeScene::grey_bmp(static_cast<unsigned char>(grey)) + std::to_string(i));
    manifest += fmt::format("{},{}\n", name, "abcd"[actual]);
  }
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  const auto found = json("--mean 127.5 --std 127.5");
  EXPECT_EQ(found["judged_by"], "balanced_accuracy");
  EXPECT_EQ(found["verdict"], "found");
  EXPECT_THAT(found["advised"], testing::AnyOf("normalisation:0-to-1", "encoding:raw"));
  EXPECT_EQ(found["changes"][0]["right_before"], found["changes"][0]["right_after"]);
  EXPECT_EQ(found["changes"][0]["mean_recall_before"], 0.25);
  EXPECT_NEAR(found["changes"][0]["mean_recall_after"], (240.0 / 270 + 3) / 4, 1e-9);
  EXPECT_THAT(run("--mean 127.5 --std 127.5").output, HasSubstr("mean recall 97.2 % with it, 25.0 % without"));
  EXPECT_EQ(run("--mean 0 --std 255").exit_code, 0);
}

TEST_F(Doctor, never_says_that_nothing_is_wrong_with_a_model_that_always_gives_one_answer) {
  std::string manifest = "path,label\n";
  for (int i = 0; i < 300; ++i) {
    const std::string name = fmt::format("photo{}.bmp", i);
    scene.folder.write_text(name, FakeScene::grey_bmp(0) + std::to_string(i));
    manifest += fmt::format("{},{}\n", name, i % 20 == 0 ? "b" : "a");
  }
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  const Ended ended = run();
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("INCONCLUSIVE  the model answers a to 300 of 300 photos, of which 285 show it"));
  const auto found = json();
  EXPECT_EQ(found["verdict"], "inconclusive");
  EXPECT_TRUE(found["advised"].is_null());
  EXPECT_EQ(found["constant_answer"]["answers"], 300);
  EXPECT_EQ(found["commonest_class_share"], 0.95);
}

TEST_F(Doctor, advises_nothing_where_the_photos_show_one_class) {
  std::string manifest = "path,label\n";
  for (int i = 0; i < 100; ++i) {
    const std::string name = fmt::format("photo{}.bmp", i);
    scene.folder.write_text(name, FakeScene::grey_bmp(2) + std::to_string(i));
    manifest += name + ",b\n";  // what the next class is answered to
  }
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  const Ended ended = run();
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("INCONCLUSIVE  all photos show b"));
}

TEST_F(Doctor, finds_light_and_dark_exchanged) {
  std::string manifest = "path,label\n";
  for (int i = 0; i < 100; ++i) {
    const std::string name = fmt::format("photo{}.bmp", i);
    scene.folder.write_text(name, FakeScene::grey_bmp(static_cast<unsigned char>(100 + i % 4)) + std::to_string(i));
    manifest += fmt::format("{},{}\n", name, "abcd"[(255 - 100 - i % 4) % 4]);
  }
  scene.options.data.data = scene.folder.write_text("photos.csv", manifest);
  scene.options.data.labels = scene.folder.write_text("labels.txt", "a\nb\nc\nd\n");
  const auto found = json("--mean 0 --std 255");
  EXPECT_EQ(found["changes"][0]["right_after"], 100);
  EXPECT_EQ(found["changes"][0]["id"], "normalisation:inverted");
}

TEST_F(Doctor, writes_no_labels_where_the_manifest_numbers_the_classes) {
  std::string manifest = "path,class_index\n";
  add_coloured_photos(100);
  for (int i = 0; i < 100; ++i) manifest += fmt::format("photo{}.bmp,{}\n", i, (i % 4 + 1) % 4);
  scene.options.data.data = scene.folder.write_text("numbered.csv", manifest);
  const std::string file = (scene.folder / "new.txt").string();
  const Ended ended = run("--write-labels " + file);
  EXPECT_EQ(ended.exit_code, 1) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("The manifest numbers the classes itself"));
  EXPECT_THAT(ended.output, HasSubstr("which no file of labels mends"));
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(Doctor, sees_scores_that_are_not_what_they_are_said_to_be) {
  add_coloured_photos(100);
  const Ended ended = run("--scores logit");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.output, HasSubstr("stated to be of kind logit"));
}

TEST_F(Doctor, leaves_out_what_cannot_be_read) {
  add_coloured_photos(100);
  scene.folder.write_text("photo7.bmp", "no photo");
  const auto found = json("--colour bgr");
  EXPECT_EQ(found["unreadable"], 1);
  EXPECT_EQ(found["accuracy"]["count"], 99);
  EXPECT_EQ(found["advised"], "colour:rgb");
  for (int i = 0; i < 100; ++i) scene.folder.write_text(fmt::format("photo{}.bmp", i), "no photo");
  const Ended ended = run();
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("none of its photos has a class and an answer; the first: "));
}

TEST_F(Doctor, gives_check_a_hint_where_accuracy_is_below_its_limit) {
  add_coloured_photos(100);
  const auto check = [&](const std::string& command, const std::string& more) {
    return run_muster(
               fmt::format("{} {} --data {} --labels {} --preprocess stretch {} 2>&1", command, scene.model.string(),
                           scene.options.data.data.string(), scene.options.data.labels.string(), more),
               "MUSTER_WORKER=" MUSTER_FAKE_WORKER)
        .output;
  };
  const std::string hint = "--colour rgb", run_file = (scene.folder / "a.run").string();
  EXPECT_THAT(check("check", "--no-latency --colour bgr"), HasSubstr(hint));
  EXPECT_THAT(check("check", "--no-latency"), Not(HasSubstr("mistakes")));
  EXPECT_THAT(check("check", "--no-latency --decide --colour bgr"), Not(HasSubstr(hint)));
  check("observe", "--no-latency --colour bgr --output " + run_file);
  EXPECT_THAT(run_muster("judge " + run_file).output, HasSubstr(hint));
}

TEST_F(Doctor, refuses_what_it_cannot_examine) {
  add_coloured_photos(4);
  const std::string model = scene.model.string();
  EXPECT_THAT(run_muster("doctor " + model + " 2>&1").output, HasSubstr("--data is missing"));
  EXPECT_EQ(run_muster("doctor /no/such/model --data " + scene.options.data.data.string() + " 2>&1").exit_code, 2);
  EXPECT_THAT(run("--write-labels " + model).output, HasSubstr("is read or written already"));
  EXPECT_THAT(run("--json - --write-labels -").output, HasSubstr("two outputs cannot both go to stdout"));
  FakeScene dying("die");
  dying.add_photos(20);
  const Ended ended = run_muster(fmt::format("doctor {} --data {} --labels {} 2>&1", dying.model.string(),
                                             dying.options.data.data.string(), dying.options.data.labels.string()),
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, AnyOf(HasSubstr("crashed"), HasSubstr("ended by itself")));  // the latter under sanitizers
  EXPECT_THAT(ended.output, Not(HasSubstr("internal error")));
}

}  // namespace
}  // namespace muster

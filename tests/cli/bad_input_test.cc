// Input that cannot be used: exit code 2, and a message that names it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "support/fake_models.h"
#include "support/run_program.h"

namespace muster {
namespace {

using testing::HasSubstr;

class BadInput : public ::testing::Test {
 protected:
  BadInput() : scene("") { scene.add_photos(8); }

  /// Runs check on `model` and `data` with labels; expects exit 2 and the words.
  void refuse(const std::filesystem::path& model, const std::filesystem::path& data, const std::string& words,
              const std::string& more = "") {
    const Ended ended =
        run_muster("check " + quoted(model.string()) + " --data " + quoted(data.string()) + " --labels " +
                       scene.options.data.labels.string() + " --no-latency " + more + " 2>&1",
                   "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
    EXPECT_EQ(ended.exit_code, 2) << ended.output;
    EXPECT_THAT(ended.output, HasSubstr(words));
  }

  std::filesystem::path write_model(const TfliteRecipe& recipe) {
    const std::vector<std::byte> bytes = build_tflite(recipe);
    return scene.folder.write_text("other.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  FakeScene scene;
};

TEST_F(BadInput, a_missing_model) {
  refuse(scene.folder / "no.tflite", scene.options.data.data, "no.tflite");
}

TEST_F(BadInput, an_empty_model) {
  refuse(scene.folder.write_text("empty.tflite", ""), scene.options.data.data, "empty.tflite");
}

TEST_F(BadInput, a_truncated_model) {
  const std::vector<std::byte> bytes = build_tflite();
  const auto model =
      scene.folder.write_text("cut.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size() / 2});
  refuse(model, scene.options.data.data, "cut.tflite");
}

TEST_F(BadInput, a_random_model) {
  std::minstd_rand random(1);
  std::string bytes(10'000, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  refuse(scene.folder.write_text("random.tflite", bytes), scene.options.data.data, "random.tflite");
}

TEST_F(BadInput, a_model_whose_offsets_lie) {
  std::vector<std::byte> bytes = build_tflite();
  bytes[0] = std::byte{0xF0}, bytes[1] = std::byte{0xFF}, bytes[2] = std::byte{0xFF};
  const auto model = scene.folder.write_text("lie.tflite", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  refuse(model, scene.options.data.data, "lie.tflite");
}

TEST_F(BadInput, an_empty_folder) {
  std::filesystem::create_directory(scene.folder / "none");
  refuse(scene.model, scene.folder / "none", "none");
}

TEST_F(BadInput, a_folder_that_is_not_there) {
  refuse(scene.model, scene.folder / "nowhere", "nowhere");
}

TEST_F(BadInput, a_manifest_with_a_missing_column) {
  refuse(scene.model, scene.folder.write_text("bad.csv", "path,kind\na.jpg,b\n"), "label");
}

TEST_F(BadInput, names_that_are_not_utf8) {
  refuse(scene.model, scene.folder.write_text("bad.csv", "path,label\na\xFF.jpg,a\n"), "UTF-8");
}

TEST_F(BadInput, labels_fewer_than_outputs) {
  scene.folder.write_text("labels.txt", "a\nb\n");
  refuse(scene.model, scene.options.data.data, "labels");
}

TEST_F(BadInput, a_crop_that_no_photo_can_fill_is_told_once) {
  refuse(scene.model, scene.options.data.data, "give at least resize:8", "--crop resize:4");
}

TEST_F(BadInput, labels_that_match_nothing) {
  refuse(scene.model, scene.folder.write_text("bad.csv", "path,label\na.jpg,zebra\n"), "zebra");
}

TEST_F(BadInput, photos_of_which_none_can_be_read) {
  const auto manifest = scene.folder.write_text("gone.csv", "path,label\ngone1.bmp,a\ngone2.bmp,b\n");
  refuse(scene.model, manifest, "none of its 2 photos can be read");
}

TEST_F(BadInput, a_photo_whose_header_says_60000_by_60000_is_one_unreadable_photo) {
  std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\x02\0\0\0", 29);
  scene.folder.write_text("photo0.bmp", png + "\xAB\xCD\xEF\x01");
  scene.folder.write_text("photo1.bmp", "");
  const Ended ended = run_muster("check " + scene.model.string() + " --data " + scene.options.data.data.string() +
                                     " --labels " + scene.options.data.labels.string() + " --no-latency 2>&1",
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("2 unreadable"));
}

TEST_F(BadInput, a_model_of_two_inputs_is_measured_but_not_for_accuracy) {
  TfliteRecipe recipe;
  recipe.inputs.push_back(recipe.inputs[0]);
  const Ended ended = run_muster("check " + write_model(recipe).string() + " --data " +
                                     scene.options.data.data.string() + " --max-seconds 0.3 2>&1",
                                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 3) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("it has 2 inputs"));
}

TEST_F(BadInput, a_full_disk) {
  const Ended ended =
      run_muster("check " + scene.model.string() + " --data " + scene.options.data.data.string() + " --labels " +
                     scene.options.data.labels.string() + " --no-latency --json /dev/full 2>&1",
                 "MUSTER_WORKER=" MUSTER_FAKE_WORKER);
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("No space left"));
}

TEST_F(BadInput, an_unknown_budget_entry_offers_the_nearest) {
  const auto budget = scene.folder.write_text("b.toml", "schema = 1\n[limits.top1_acuracy]\nmin = 0.5\n");
  refuse(scene.model, scene.options.data.data, "top1_accuracy", "--budget " + budget.string());
}

TEST_F(BadInput, an_unknown_option) {
  refuse(scene.model, scene.options.data.data, "--colur", "--colur rgb");
}

TEST_F(BadInput, a_limit_of_no_photos) {
  refuse(scene.model, scene.options.data.data, "--limit", "--limit 0");
}

TEST_F(BadInput, two_sources_of_accuracy) {
  const auto csv = scene.folder.write_text("phone.csv", "path,label,predicted\na.jpg,a,a\n");
  refuse(scene.model, scene.options.data.data, "both state the accuracy", "--predictions " + csv.string());
  const Ended ended =
      run_muster("check " + scene.model.string() + " --device ssh:a@b --predictions " + csv.string() + " 2>&1");
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("have its answers already"));
}

TEST_F(BadInput, two_sources_of_time) {
  const auto csv = scene.folder.write_text("phone.csv", "path,label,predicted,latency_ms\na.jpg,a,a,5\n");
  const auto log = scene.folder.write_text("log.txt", "whatever\n");
  const Ended ended =
      run_muster("check " + scene.model.string() + " --predictions " + csv.string() + " --latency-log " + log.string() +
                 " --same-model --measured-on 'A; B; C; cpu; 2026-01-01' 2>&1");
  EXPECT_EQ(ended.exit_code, 2) << ended.output;
  EXPECT_THAT(ended.output, HasSubstr("latency_ms"));
}

TEST_F(BadInput, a_group_with_the_name_of_another_class) {
  refuse(scene.model, scene.options.data.data, "outside the group", "--group a=b,c");
}

TEST_F(BadInput, nothing_to_judge) {
  const Ended ended = run_muster("check 2>&1");
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.output, HasSubstr("name a model"));
}

TEST_F(BadInput, a_worker_that_is_not_there) {
  const Ended ended = run_muster("bench " + scene.model.string() + " 2>&1", "MUSTER_WORKER=/dev/null");
  EXPECT_NE(ended.exit_code, 4) << ended.output;
}

}  // namespace
}  // namespace muster

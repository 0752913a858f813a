#include <gmock/gmock.h>

#include "data/load_preprocessing.h"
#include "support/message_of.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

Result<Sidecar> load(std::string_view text) {
  const TempFolder folder;
  folder.write_text("net.tflite.muster.toml", text);
  return load_sidecar(folder / "net.tflite");
}

TEST(Sidecar, is_empty_where_there_is_no_file) {
  const TempFolder folder;
  const auto sidecar = load_sidecar(folder / "net.tflite");
  ASSERT_TRUE(sidecar) << message_of(sidecar);
  EXPECT_EQ(sidecar->sha256, "");
}

TEST(Sidecar, says_everything_that_a_model_can_want) {
  const TempFolder folder;
  folder.write_text("net.tflite.muster.toml",
                    "preset = \"pillow\"\ncrop = \"none\"\nresize = \"area\"\ncolour = \"bgr\"\nmean = 127\n"
                    "orientation = \"stored\"\n"
                    "std = [58.4, 57, 1e2]\nlabels = \"names.txt\"\nbackground = \"first\"\nscores = \"logit\"\n");
  const auto sidecar = load_sidecar(folder / "net.tflite");
  ASSERT_TRUE(sidecar) << message_of(sidecar);
  EXPECT_EQ(sidecar->preprocessing.preset, "pillow");
  EXPECT_EQ(sidecar->preprocessing.crop, "none");
  EXPECT_EQ(sidecar->preprocessing.resize, "area");
  EXPECT_EQ(sidecar->preprocessing.colour, "bgr");
  EXPECT_EQ(sidecar->preprocessing.orientation, "stored");
  EXPECT_THAT(sidecar->preprocessing.mean, ElementsAre(127.0F));
  EXPECT_THAT(sidecar->preprocessing.std, ElementsAre(58.4F, 57.0F, 100.0F));
  EXPECT_EQ(sidecar->data.labels, folder / "names.txt");
  EXPECT_EQ(sidecar->data.background, Background::kFirst);
  EXPECT_EQ(sidecar->scores, "logit");
  EXPECT_THAT(sidecar->sha256, SizeIs(64));
}

TEST(Sidecar, may_leave_out_the_models_extension_but_must_be_one) {
  const TempFolder folder;
  folder.write_text("net.muster.toml", "mean = 1\n");
  EXPECT_THAT(load_sidecar(folder / "net.tflite")->preprocessing.mean, ElementsAre(1.0F));
  folder.write_text("net.tflite.muster.toml", "mean = 2\n");
  EXPECT_THAT(message_of(load_sidecar(folder / "net.tflite")), HasSubstr("keep one"));
}

TEST(Sidecar, may_ask_for_raw_pixels) {
  const auto sidecar = load("mean = \"raw\"\n");
  ASSERT_TRUE(sidecar) << message_of(sidecar);
  EXPECT_EQ(sidecar->preprocessing.pixels, "raw");
  EXPECT_TRUE(sidecar->preprocessing.mean.empty());
}

TEST(Sidecar, names_the_line_of_a_mistake) {
  EXPECT_THAT(message_of(load("mean = 1\nmaen = 2\n")), HasSubstr(".toml:2: unknown key 'maen'; did you mean 'mean'?"));
  EXPECT_THAT(message_of(load("\ncrop = 3\n")), HasSubstr(".toml:2: crop wants a text"));
  EXPECT_THAT(message_of(load("mean = \"1\"\n")), HasSubstr(".toml:1: mean wants a number"));
  EXPECT_THAT(message_of(load("std = [1, \"x\"]\n")), HasSubstr(".toml:1: std wants a number"));
  EXPECT_THAT(message_of(load("std = []\n")), HasSubstr(".toml:1: std wants a number"));
  EXPECT_THAT(message_of(load("background = \"last\"\n")), HasSubstr("\"first\" or \"none\""));
  EXPECT_THAT(message_of(load("scores = \"softmax\"\n")), HasSubstr("scores is"));
  EXPECT_THAT(message_of(load("mean = 1\nstd = = 2\n")), HasSubstr(".toml:2: "));
}

TEST(Sidecar, survives_hostile_files) {
  EXPECT_FALSE(load("a = " + std::string(100'000, '[')));
  EXPECT_FALSE(load("mean = \"\xFF\"\n"));
  EXPECT_THAT(message_of(load(std::string(2'000'000, '#'))), HasSubstr("2000000 bytes"));
}

}  // namespace
}  // namespace muster

#include "measure/each_preparation.h"

#include <gmock/gmock.h>

#include "data/load_dataset.h"
#include "support/fake_models.h"
#include "support/message_of.h"

namespace muster {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::SizeIs;

/// Grey photos of a fake model, whose answer is the input's first byte: as they are, and 2 less.
struct Prepared : FakeScene {
  explicit Prepared(const std::string& behaviour, int photos) : FakeScene(behaviour) {
    add_photos(photos);
    model_facts = *load_model(model);
    dataset = *load_dataset(options.data, model_facts);
    Preprocessing raw;
    raw.crop.kind = Crop::Kind::kNone;
    raw.encoding = Encoding::kRawPixel;
    preparations.assign(3, raw);
    preparations[1].encoding = Encoding::kQuantized;  // scale 1 / 255
    preparations[1].mean = {2}, preparations[1].std = {255};
    preparations[2].colour = Colour::kBgr;  // of grey: the same tensor
    for (std::uint32_t photo = 0; photo < dataset.size(); ++photo) photos_taken.push_back(photo);
  }
  Result<void> run(PreparedAnswers& answers, const std::vector<std::uint32_t>& which = {0, 1, 2}) {
    return predict_each(
        classifier_of(model_facts, preparations[0]), dataset, {photos_taken, which, preparations}, options.run, {},
        [](std::uint64_t) {}, answers);
  }
  Model model_facts;
  Dataset dataset;
  std::vector<Preprocessing> preparations;
  std::vector<std::uint32_t> photos_taken;
};

TEST(EachPreparation, has_its_answer_to_every_photo) {
  Prepared scene("", 12);
  PreparedAnswers answers(3, scene.dataset.size());
  const auto done = scene.run(answers);
  ASSERT_TRUE(done) << message_of(done);
  EXPECT_EQ(answers.inferences, 36U);
  for (std::size_t photo = 0; photo < 12; ++photo) {
    EXPECT_EQ(answers.answers[0].best[photo], photo % 4);
    EXPECT_EQ(answers.answers[1].best[photo], photo % 4 < 2 ? 0 : photo % 4 - 2);
    EXPECT_EQ(answers.answers[2].best[photo], photo % 4);
    EXPECT_NE(answers.digests[photo], Sha256Digest{});
  }
}

TEST(EachPreparation, that_was_not_asked_for_stays_pending) {
  Prepared scene("", 4);
  PreparedAnswers answers(3, scene.dataset.size());
  ASSERT_TRUE(scene.run(answers, {0, 2}));
  EXPECT_THAT(answers.answers[1].states, Each(PhotoState::kPending));
  EXPECT_THAT(answers.answers[2].states, Each(PhotoState::kScored));
}

TEST(EachPreparation, of_an_unreadable_photo_is_unreadable_and_costs_no_other) {
  Prepared scene("", 4);
  scene.folder.write_text("photo2.bmp", "no photo");
  PreparedAnswers answers(3, scene.dataset.size());
  ASSERT_TRUE(scene.run(answers));
  for (const TopAnswers& column : answers.answers) EXPECT_EQ(column.states[2], PhotoState::kUnreadable);
  EXPECT_EQ(answers.answers[1].states[3], PhotoState::kScored);
  ASSERT_THAT(answers.events, SizeIs(1));
  EXPECT_THAT(answers.events[0], HasSubstr("photo2.bmp"));
}

TEST(EachPreparation, blames_the_photo_at_which_a_worker_ends) {
  Prepared scene("crash=30", 12);
  scene.options.run.jobs = 1;
  PreparedAnswers answers(3, scene.dataset.size());
  const auto done = scene.run(answers);
  ASSERT_TRUE(done) << message_of(done);
  EXPECT_EQ(std::ranges::count(answers.answers[0].states, PhotoState::kFailed),
            0);  // equal inputs take no inference: 21 in all
  Prepared crashing("crash=5", 12);
  crashing.options.run.jobs = 1;
  PreparedAnswers few(3, crashing.dataset.size());
  EXPECT_THAT(message_of(crashing.run(few)), HasSubstr("three photos ended the process"));
  EXPECT_EQ(few.answers[0].states[2], PhotoState::kFailed);
}

}  // namespace
}  // namespace muster

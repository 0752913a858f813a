#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "muster/model.h"
#include "support/classifier_facts.h"

namespace muster {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string reason(std::vector<std::int64_t> shape, bool channels_first = false) {
  Model model = classifier_facts(4);
  model.inputs[0].shape = std::move(shape);
  model.inputs[0].channels_first = channels_first;
  return unknown_input_size(model).value_or("");
}

TEST(UnknownInputSize, is_no_matter_of_the_batch) {
  EXPECT_EQ(reason({-1, 224, 224, 3}), "");
  EXPECT_EQ(reason({-1, 3, 224, 224}, true), "");
  EXPECT_EQ(reason({-1, 10}), "");
}

TEST(UnknownInputSize, names_the_option_where_height_or_width_are_free) {
  EXPECT_THAT(reason({-1, -1, -1, 3}), HasSubstr("?×?×?×3, with a free height and width"));
  EXPECT_THAT(reason({-1, 3, -1, -1}, true), HasSubstr("--input-size"));
  EXPECT_THAT(reason({3, -1, -1}, true), HasSubstr("--input-size"));
  EXPECT_THAT(reason({1, 224, -1, 1}), HasSubstr("--input-size"));
}

TEST(UnknownInputSize, of_other_dimensions_cannot_be_chosen) {
  EXPECT_THAT(reason({1, 224, 224, -1}), HasSubstr("--input-size does not choose"));
  EXPECT_THAT(reason({-1, -1}), HasSubstr("does not choose"));
  EXPECT_THAT(reason({-1}), HasSubstr("does not choose")) << "the length of a sound, and no batch";
  Model model = classifier_facts(4);
  model.inputs.push_back({"tokens", ElementType::kInt32, {1, -1}, std::nullopt});
  EXPECT_THAT(unknown_input_size(model).value_or(""), HasSubstr("'tokens' is 1×?"));
}

}  // namespace
}  // namespace muster

#include "import/confusion_csv.h"

#include <gmock/gmock.h>

#include "support/temporary_file.h"

namespace muster {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string error_of(std::string_view csv) {
  const TemporaryFile file(csv);
  const auto confusion = read_confusion(file.path());
  return confusion ? "" : confusion.error().message;
}

TEST(ConfusionCsv, reads_the_textbook_matrix) {
  const TemporaryFile file("actual,Cat,Dog,Bird\nCat,45,3,2\nDog,4,40,6\nBird,1,5,44\n");
  const auto confusion = read_confusion(file.path());
  ASSERT_TRUE(confusion);
  EXPECT_THAT(confusion->class_names, ElementsAre("Cat", "Dog", "Bird"));
  EXPECT_THAT(confusion->counts, ElementsAre(ElementsAre(45, 3, 2), ElementsAre(4, 40, 6), ElementsAre(1, 5, 44)));
}

TEST(ConfusionCsv, puts_rows_into_the_order_of_the_columns) {
  const TemporaryFile file("actual,Cat,Dog\r\nDog,4,40\r\nCat,45,3\r\n");
  const auto confusion = read_confusion(file.path());
  ASSERT_TRUE(confusion);
  EXPECT_THAT(confusion->counts, ElementsAre(ElementsAre(45, 3), ElementsAre(4, 40)));
}

TEST(ConfusionCsv, names_the_line_of_a_count_that_is_no_count) {
  EXPECT_THAT(error_of("actual,a,b\na,1,2\nb,-1,2\n"), HasSubstr(":3: "));
  EXPECT_THAT(error_of("actual,a,b\na,1.5,2\nb,1,2\n"), HasSubstr(":2: '1.5'"));
  EXPECT_THAT(error_of("actual,a,b\na,,2\nb,1,2\n"), HasSubstr(":2: "));
  EXPECT_THAT(error_of("actual,a,b\na,1,2\nb,1,9000000000000000\n"), HasSubstr("more than can be true"));
  EXPECT_THAT(error_of("actual,a,b\na,1,2\nb,1,99999999999999999999\n"), HasSubstr(":3: "));
}

TEST(ConfusionCsv, asks_for_the_same_classes_in_rows_and_columns) {
  EXPECT_THAT(error_of("actual,Cat,Dog\nCat,1,2\nDogg,3,4\n"), HasSubstr("did you mean 'Dog'?"));
  EXPECT_THAT(error_of("actual,Cat,Dog\nCat,1,2\n"), HasSubstr("'Dog' is a column but no row"));
  EXPECT_THAT(error_of("actual,Cat,Dog\nCat,1,2\nCat,1,2\n"), HasSubstr(":3: a second row 'Cat'"));
  EXPECT_THAT(error_of("actual,Cat,Cat\nCat,1,2\n"), HasSubstr("stands twice"));
}

TEST(ConfusionCsv, says_what_the_header_must_be) {
  EXPECT_THAT(error_of("Cat,Dog\n1,2\n"), HasSubstr("actual,Cat,Dog,Bird"));
  EXPECT_THAT(error_of("actual,Cat\nCat,1\n"), HasSubstr("at least two classes"));
  EXPECT_THAT(error_of(""), HasSubstr("empty"));
}

TEST(ConfusionCsv, refuses_a_matrix_without_photos) {
  EXPECT_THAT(error_of("actual,a,b\na,0,0\nb,0,0\n"), HasSubstr("every count is zero"));
}

TEST(ConfusionCsv, refuses_photos_of_no_class) {
  EXPECT_THAT(error_of("actual,Cat,-\nCat,45,5\n-,4,0\n"), HasSubstr("have no place in a matrix"));
}

TEST(ConfusionCsv, refuses_sums_as_a_class) {
  EXPECT_THAT(error_of("actual,Total,Cat,Dog\nTotal,100,49,51\nCat,50,45,5\nDog,50,4,46\n"),
              HasSubstr(":1: 'Total' is no class, but the sums of the others"));
  EXPECT_THAT(error_of("actual,Cat,Dog\nCat,45,5\nDog,4,46\nall,49,51\n"), HasSubstr(":4: 'all' is no class"));
  EXPECT_EQ(error_of("actual,Cat,Dog,Bird\nCat,1,0,1\nDog,0,1,1\nBird,1,1,2\n"), "") << "sums by chance";
}

}  // namespace
}  // namespace muster

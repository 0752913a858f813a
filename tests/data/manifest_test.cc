// CSV manifests, through load_dataset.
#include <gmock/gmock.h>

#include "data/load_dataset.h"
#include "support/classifier_facts.h"
#include "support/message_of.h"
#include "support/temp_folder.h"

namespace muster {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Manifest : public testing::Test {
 protected:
  Result<Dataset> load(std::string_view text, std::vector<std::string> labels = {"cat", "dog", "bird"}) {
    options_.data = folder_.write_text("m.csv", text);
    const auto outputs = labels.empty() ? 3 : static_cast<std::int64_t>(labels.size());
    return load_dataset(options_, classifier_facts(outputs, std::move(labels)));
  }
  Result<Dataset> load_without_model(std::string_view text) {
    options_.data = folder_.write_text("m.csv", text);
    return load_dataset(options_);
  }
  static std::vector<std::string> paths(const Dataset& dataset) {
    std::vector<std::string> all;
    for (std::size_t i = 0; i < dataset.size(); ++i) all.emplace_back(dataset.paths[i]);
    return all;
  }

  TempFolder folder_;
  DataOptions options_;
};

TEST_F(Manifest, reads_paths_and_labels_in_order) {
  const auto dataset = load("label,path\ndog,b.jpg\n-,a.jpg\ncat,/x/c.jpg\n");
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(paths(*dataset), ElementsAre("b.jpg", "a.jpg", "/x/c.jpg"));
  EXPECT_THAT(dataset->classes, ElementsAre(1, kNoClass, 0));
  EXPECT_EQ(dataset->file(0), folder_ / "b.jpg");
  EXPECT_EQ(dataset->file(2), "/x/c.jpg");
  EXPECT_EQ(dataset->source, options_.data);
  EXPECT_EQ(dataset->split, "all");
  EXPECT_THAT(dataset->warnings, IsEmpty());
}

TEST_F(Manifest, starts_relative_paths_at_the_root_that_is_given) {
  options_.root = "/photos";
  EXPECT_EQ(load("path,label\na.jpg,cat\nb.jpg,dog\n")->file(0), "/photos/a.jpg");
}

TEST_F(Manifest, takes_the_class_index_and_only_shows_the_label) {
  const auto dataset = load("path,label,class_index\na.jpg,n01,2\nb.jpg,n02,0\nc.jpg,-,-\n");
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->classes, ElementsAre(2, 0, kNoClass));
  EXPECT_THAT(dataset->class_names, ElementsAre("cat", "dog", "bird"));
}

TEST_F(Manifest, refuses_a_label_that_contradicts_its_class_index) {
  EXPECT_THAT(message_of(load("path,label,class_index\na.jpg,cat,0\nb.jpg,Dog,0\nc.jpg,dog,1\nd.jpg,bird,1\n")),
              AllOf(HasSubstr("m.csv:3: label 'Dog' contradicts class_index 0, which is 'cat'"),
                    HasSubstr("2 of 4 rows contradict")));
  EXPECT_THAT(message_of(load("path,label,class_index\na.jpg,cat,1\nb.jpg,dog,2\n")),
              HasSubstr("it seems to count from 1"));
  EXPECT_THAT(message_of(load("path,label,class_index\na.jpg,cat,0\nb.jpg,wolf,1\nc.jpg,bird,2\n")),
              HasSubstr("m.csv:3: label 'wolf' contradicts class_index 1, which is 'dog'"));
}

TEST_F(Manifest, asks_whether_an_index_counts_a_background_in_the_middle) {
  const std::string by_index = "path,class_index\na.jpg,0\nb.jpg,1\n";
  EXPECT_THAT(message_of(load(by_index, {"cat", "background", "dog"})),
              HasSubstr("output 1 is \"background\", and class_index does not say whether it counts it"));
  EXPECT_TRUE(load(by_index, {"cat", "dog", "background"}));
  EXPECT_THAT(load("path,label\na.jpg,cat\nb.jpg,dog\n", {"cat", "background", "dog"})->classes, ElementsAre(0, 1));
  options_.background = Background::kNone;
  EXPECT_TRUE(load(by_index, {"cat", "background", "dog"}));
}

TEST_F(Manifest, takes_labels_that_say_their_class_in_another_way) {
  EXPECT_TRUE(load("path,label,class_index\na.jpg,CAT,0\nb.jpg,big_dog,1\nc.jpg,tench,2\nd.jpg,Tinca tinca,2\n",
                   {"cat", "big dog", "tench, Tinca tinca"}));
  EXPECT_TRUE(load("path,label,class_index\na.jpg,pet,0\nb.jpg,pet,1\nc.jpg,wild,2\n")) << "another vocabulary";
  EXPECT_TRUE(load("path,label,class_index\na.jpg,crane,0\nb.jpg,crane,1\n", {"crane", "crane"}));
  options_.labels = folder_.write_text("labels.txt", "n02121808 cat\nn02084071 dog\nn01503061 bird\n");
  EXPECT_TRUE(load("path,label,class_index\na.jpg,n02121808,0\nb.jpg,n02084071,1\n"));
  EXPECT_THAT(message_of(load("path,label,class_index\na.jpg,cat,0\nb.jpg,cat,1\n")), HasSubstr("m.csv:3"));
}

TEST_F(Manifest, refuses_an_index_whose_label_is_mostly_that_of_another_index) {
  EXPECT_THAT(
      message_of(load("path,label,class_index\na,fox,0\nb,fox,0\nc,wolf,1\nd,wolf,1\ne,wolf,0\n", {})),
      AllOf(HasSubstr("m.csv:6: label 'wolf' contradicts class_index 0, which is 'fox'"), HasSubstr("1 of 5 rows")));
}

TEST_F(Manifest, names_classes_by_its_labels_where_the_model_has_none) {
  const auto dataset = load("path,label,class_index\na.jpg,wolf,2\nb.jpg,fox,0\nc.jpg,hound,2\n", {});
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->class_names, ElementsAre("fox", "class 1", "wolf"));
  EXPECT_THAT(dataset->warnings, ElementsAre("class 2 is called both 'wolf' and 'hound'"));
}

TEST_F(Manifest, refuses_a_class_index_that_is_no_class) {
  EXPECT_THAT(message_of(load("path,class_index\na.jpg,0\nb.jpg,3\n")),
              HasSubstr("m.csv:3: class_index 3 is not one of the 3 classes, 0 to 2"));
  EXPECT_THAT(message_of(load("path,class_index\na.jpg,-1\n")), HasSubstr("m.csv:2: class_index -1"));
  EXPECT_THAT(message_of(load("path,class_index\na.jpg,cat\n")),
              HasSubstr("m.csv:2: class_index 'cat' is not a whole number"));
  EXPECT_THAT(message_of(load("path,class_index\na.jpg,1\n", {"background", "cat"})),
              HasSubstr("\"background\" is not counted"));
}

TEST_F(Manifest, takes_test_before_val_before_everything) {
  EXPECT_THAT(paths(*load("path,label,split\na,cat,train\nb,dog,VAL\nc,dog,Test\nd,cat,test\n")),
              ElementsAre("c", "d"));
  const auto val = load("path,label,split\na,cat,train\nb,dog,Validation\nc,cat,val\n");
  EXPECT_THAT(paths(*val), ElementsAre("b", "c"));
  EXPECT_EQ(val->split, "val");
  const auto all = load("path,label,split\na,cat,train\nb,dog,train\n");
  EXPECT_EQ(all->split, "all");
  EXPECT_THAT(all->warnings, Contains(HasSubstr("2 of split train")));
}

TEST_F(Manifest, takes_the_split_that_is_asked_for) {
  constexpr std::string_view kText = "path,label,split\na,cat,train\nb,dog,val\nc,dog,Train\nd,cat,test\n";
  options_.split = "TRAIN";
  EXPECT_THAT(paths(*load(kText)), ElementsAre("a", "c"));
  options_.split = "validation";
  EXPECT_THAT(paths(*load(kText)), ElementsAre("b"));
  options_.split = "all";
  EXPECT_EQ(load(kText)->size(), 4U);
  options_.split = "holdout";
  EXPECT_THAT(message_of(load(kText)), HasSubstr("no row of split 'holdout'; there are: train, val, test"));
  EXPECT_THAT(message_of(load("path,label\na,cat\n")), HasSubstr("no column 'split' for --split"));
}

TEST_F(Manifest, spreads_a_limit_evenly_over_the_split) {
  std::string text = "path,label,split\n";
  for (int i = 0; i < 7; ++i)
    text += "train" + std::to_string(i) + ",cat,train\ntest" + std::to_string(i) + ",dog,test\n";
  options_.limit = 3;
  EXPECT_THAT(paths(*load(text)), ElementsAre("test0", "test2", "test4"));
  options_.limit = 100;
  EXPECT_EQ(load(text)->size(), 7U);
}

TEST_F(Manifest, keeps_the_slices_that_are_asked_for_and_groups) {
  options_.by = {"light", "Device"};
  const auto dataset = load(
      "path,label,device,light,region,group\na,cat,p1,day,eu,v1\nb,dog,p2,,eu,\nc,cat,p1,day,us,v1\nd,cat,p1,day,us,"
      "\n");
  ASSERT_TRUE(dataset) << message_of(dataset);
  ASSERT_EQ(dataset->slices.size(), 2U);
  EXPECT_EQ(dataset->slices[0].name, "light");
  EXPECT_THAT(dataset->slices[0].values, ElementsAre("day", ""));
  EXPECT_THAT(dataset->slices[1].indices, ElementsAre(0, 1, 0, 0));
  EXPECT_THAT(dataset->group.indices, ElementsAre(0, 1, 0, 2)) << "photos without a group stand alone";
  EXPECT_THAT(dataset->group.values, ElementsAre("v1", "", ""));
}

TEST_F(Manifest, has_no_groups_where_the_column_is_blank) {
  EXPECT_EQ(load("path,label,group\na,cat,\nb,dog,\n")->group.name, "");
}

TEST_F(Manifest, refuses_slices_that_are_missing_or_too_many) {
  options_.by = {"lihgt"};
  EXPECT_THAT(message_of(load("path,label,light\na,cat,day\n")), HasSubstr("did you mean 'light'?"));
  options_.by = {"path"};
  std::string text = "path,label\n";
  for (int i = 0; i < 1001; ++i) text += std::to_string(i) + ",cat\n";
  EXPECT_THAT(message_of(load(text)), HasSubstr("more than 1000 different values"));
}

TEST_F(Manifest, counts_a_photo_that_stands_twice_with_one_label_once_and_warns) {
  const auto dataset = load("path,label\na.jpg,cat\nb.jpg,dog\n./a.jpg,cat\nx/../b.jpg,dog\n");
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->warnings, ElementsAre(AllOf(HasSubstr("2 lines repeat a photo"), HasSubstr("in lines "))));
  ASSERT_EQ(dataset->size(), 2U);
  EXPECT_EQ(dataset->paths[1], "b.jpg");
  EXPECT_THAT(dataset->classes, testing::SizeIs(2));
}

TEST_F(Manifest, refuses_a_photo_with_two_labels_and_names_both_lines) {
  EXPECT_THAT(message_of(load("path,label\na.jpg,cat\n\nb.jpg,dog\na.jpg,dog\n")),
              AllOf(HasSubstr("'a.jpg' has two labels, 'cat' in line 2 and 'dog' in line 5"), HasSubstr("m.csv")));
}

TEST_F(Manifest, names_the_columns_that_it_has_where_one_is_missing) {
  EXPECT_THAT(message_of(load("pth,label\na,cat\n")),
              AllOf(HasSubstr("no column 'path'"), HasSubstr("'pth', 'label'"), HasSubstr("did you mean 'pth'?")));
  EXPECT_THAT(message_of(load("path,lable\na,cat\n")), HasSubstr("neither a column 'label' nor 'class_index'"));
}

TEST_F(Manifest, refuses_rows_without_path_or_label) {
  EXPECT_THAT(message_of(load("path,label\na,cat\n,dog\n")), HasSubstr("m.csv:3: no path"));
  EXPECT_THAT(message_of(load("path,label\na,cat\nb,\n")), HasSubstr("m.csv:3: no label"));
  EXPECT_THAT(message_of(load("path,label\na,c\xE9t\n")), HasSubstr("m.csv:2: 'c\\xE9t' is not UTF-8"));
}

TEST_F(Manifest, refuses_one_without_rows) {
  EXPECT_THAT(message_of(load("path,label\n")), HasSubstr("no photos in it"));
}

TEST_F(Manifest, sorts_the_labels_that_it_finds_where_there_is_no_model) {
  const auto dataset = load_without_model("path,label\na,dog\nb,cat\nc,-\nd,dog\n");
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->class_names, ElementsAre("cat", "dog"));
  EXPECT_THAT(dataset->classes, ElementsAre(1, 0, kNoClass, 1));
}

TEST_F(Manifest, keeps_indices_where_there_is_no_model) {
  const auto dataset = load_without_model("path,label,class_index\na,dog,3\nb,cat,1\n");
  ASSERT_TRUE(dataset) << message_of(dataset);
  EXPECT_THAT(dataset->class_names, ElementsAre("class 0", "cat", "class 2", "dog"));
  EXPECT_THAT(dataset->classes, ElementsAre(3, 1));
  EXPECT_THAT(message_of(load_without_model("path,class_index\na,4000000000\n")),
              HasSubstr("not one of the 1000000 classes"));
}

TEST_F(Manifest, names_what_does_not_exist) {
  options_.data = folder_ / "none";
  EXPECT_EQ(load_dataset(options_).error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace muster

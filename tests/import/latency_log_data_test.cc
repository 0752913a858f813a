// Real logs of phones, boards and an emulator, with the figures that were published beside them.
#include <gmock/gmock.h>

#include "import/latency_log.h"
#include "support/real_data.h"

namespace muster {
namespace {

using testing::HasSubstr;

std::filesystem::path log_file(const std::string& name) {
  return real_data() / "logs" / "tflite" / name;
}

struct Headline {
  const char* file;
  double init_us, first_us, inference_us;  ///< first 0: the log has none
  std::uint64_t count;
  double memory_mebibytes;  ///< 0: none
  int threads;
  const char* accelerator;
};

class RealLog : public testing::TestWithParam<Headline> {};

TEST_P(RealLog, gives_the_published_figures) {
  const Headline& headline = GetParam();
  const auto run = read_latency_log(log_file(headline.file));
  ASSERT_TRUE(run) << run.error().message;
  const auto us = [](const std::optional<Nanoseconds>& time) {
    return time ? static_cast<double>(time->count()) / 1e3 : 0;
  };
  EXPECT_DOUBLE_EQ(us(run->run.load), headline.init_us);
  EXPECT_DOUBLE_EQ(us(run->run.first), headline.first_us);
  EXPECT_DOUBLE_EQ(us(run->run.summary->mean), headline.inference_us);
  EXPECT_EQ(run->run.summary->count, headline.count);
  EXPECT_NEAR(static_cast<double>(run->run.peak_memory_bytes.value_or(0)) / 1048576.0, headline.memory_mebibytes, 1e-6);
  EXPECT_EQ(run->run.threads, headline.threads);
  EXPECT_EQ(run->run.accelerator, headline.accelerator);
}

INSTANTIATE_TEST_SUITE_P(
    Logs, RealLog,
    testing::Values(
        Headline{"kirin970-mnasnet-1thread-2019-oldformat.txt", 16460, 271332, 108787, 10, 0, 1, "cpu"},
        Headline{"unknown-android-espcn-4thread-2020.txt", 855, 49060, 33209.4, 50, 12.8672, 4, "cpu"},
        Headline{"unknown-android-denoising-gpu-2020.txt", 870557, 130565, 119375, 50, 0, 4, "gpu"},
        Headline{"xiaomi-mi11-yolov5s-fp32-cpu-v2.4-tail.txt", 16242, 360262, 249684, 50, 138.809, 0, "cpu"},
        Headline{"qemuriscv64-mobilenetv1-profile-v2.8.txt", 17187, 3512391, 2.95034e6, 50, 46.0859, 4, "cpu"},
        Headline{"ti-am62x-ssdmnv2-cpu-v2.20doc.txt", 5579, 1357602, 1.24027e6, 50, 109.832, 4, "cpu"},
        Headline{"logcat-oppo-cph2641-yolo26n-fp16-p5p95.txt", 95112, 237814, 257131, 25, 90.25, 4, "cpu"},
        Headline{"logcat-nnapi-partial-tf2.9.txt", 126059, 32942, 12167.6, 75, 0, 0, "nnapi+cpu"},
        Headline{"android-mirnetv2-cpu-2022-tail-exponents.txt", 58937, 28950882, 3.02496e7, 0, 357.723, 0, "cpu"},
        Headline{"cros-opencl-report-peak-memory-excerpt.txt", 842225, 115098, 35134.9, 1694, 74.6641, 0, "gpu"}),
    [](const testing::TestParamInfo<Headline>& test) {
      std::string name(test.param.file);
      std::erase_if(name, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
      return name;
    });

std::string error_of(const std::string& file) {
  const auto run = read_latency_log(log_file(file));
  return run ? "" : run.error().message;
}

TEST(LatencyLogOfARealDevice, has_median_and_p95_where_the_tool_printed_them) {
  const auto run = read_latency_log(log_file("logcat-oppo-cph2641-yolo26n-fp16-p5p95.txt"));
  ASSERT_TRUE(run);
  EXPECT_EQ(run->run.summary->at(50), std::chrono::microseconds(252767));
  EXPECT_EQ(run->run.summary->at(95), std::chrono::microseconds(303407));
}

TEST(LatencyLogOfARealDevice, is_refused_where_the_run_failed) {
  EXPECT_THAT(error_of("xiaomi-mi11-yolov5s-int8-nnapi-qtidefault-v2.4-failed.txt"),
              HasSubstr(":19: the benchmark failed"));
  EXPECT_THAT(error_of("xiaomi-mi11-yolov5s-int8-nnapi-qtidsp-v2.4-failed.txt"),
              HasSubstr(":18: the benchmark failed"));
}

TEST(LatencyLogOfARealDevice, is_refused_where_only_the_profile_is_left) {
  EXPECT_THAT(error_of("xiaomi-mi11-yolov5s-nnapi-gpu-opprofile-v2.4.txt"),
              HasSubstr("only benchmark_model's operator profile"));
}

TEST(LatencyLogOfARealDevice, is_refused_where_three_runs_stand_in_one_file) {
  const std::string message = error_of("termux-muaalem-float32-int8fail-int4-p5p95.txt");
  EXPECT_THAT(message, HasSubstr("3 records; name one with --record"));
  EXPECT_THAT(message, HasSubstr("1: ./models/tiny_muaalem_float32.tflite, line 2, 63.7432 ms"));
  EXPECT_THAT(message, HasSubstr("2: ./models/tiny_muaalem_int8.tflite, line 44, no evidence: the benchmark failed"));
  EXPECT_THAT(message, HasSubstr("3: ./models/tiny_muaalem_int4.tflite, line 59, 42.3948 ms"));
}

}  // namespace
}  // namespace muster

#include "muster/device_log.h"

#include <gmock/gmock.h>

#include "support/temporary_file.h"

namespace muster {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using testing::HasSubstr;

std::vector<DeviceRecord> records_of(std::string_view log) {
  const TemporaryFile file(log, ".txt");
  const auto records = read_device_log(file.path());
  EXPECT_TRUE(records) << (records ? "" : records.error().message);
  return records.value_or(std::vector<DeviceRecord>{});
}

std::string error_of(std::string_view log) {
  const TemporaryFile file(log, ".txt");
  const auto records = read_device_log(file.path());
  return records ? "" : records.error().message;
}

constexpr std::string_view kOnnxRuntime =
    "Setting intra_op_num_threads to 2\n"
    "Session creation time cost: 0.05 s\n"
    "Total inference time cost: 2 s\n"
    "Total inference requests: 100\n"
    "Average inference time cost: 20 ms\n"
    "Peak working set size: 109531136 bytes\n"
    "Min Latency: 0.019 s\n"
    "Max Latency: 0.025 s\n"
    "P50 Latency: 0.02 s\n"
    "P90 Latency: 0.022 s\n"
    "P999 Latency: 0.025 s\n";

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string changed(text);
  changed.replace(changed.find(from), from.size(), to);
  return changed;
}

TEST(DeviceLog, of_onnxruntime_has_percentiles_by_their_digits) {
  const auto records = records_of(kOnnxRuntime);
  ASSERT_EQ(records.size(), 1U);
  const LatencyRun& run = records[0].run;
  EXPECT_EQ(run.tool, "onnxruntime_perf_test");
  EXPECT_EQ(run.threads, 2);
  EXPECT_EQ(run.summary->at(90), milliseconds(22));
  EXPECT_EQ(run.summary->at(99.9), milliseconds(25));
  EXPECT_EQ(run.peak_memory_bytes, 109'531'136U);
  EXPECT_EQ(records[0].refusal, "");
}

TEST(DeviceLog, of_onnxruntime_with_concurrent_runs_is_under_load) {
  const std::string log = "onnxruntime_perf_test -e cuda -c 4 model.onnx\n" + std::string(kOnnxRuntime);
  const auto records = records_of(log);
  EXPECT_EQ(records[0].run.requests, 4);
  EXPECT_EQ(records[0].run.accelerator, "gpu");
}

TEST(DeviceLog, with_a_decimal_comma_is_refused_by_name) {
  EXPECT_THAT(error_of(replaced(kOnnxRuntime, "cost: 20 ms", "cost: 20,5 ms")),
              HasSubstr(":5: '20,5 ms' is no such amount; the tool writes a decimal point, so this was changed"));
}

TEST(DeviceLog, with_a_figure_stated_twice_is_refused) {
  EXPECT_THAT(
      error_of(replaced(kOnnxRuntime, "Max Latency: 0.025 s\n", "Max Latency: 0.025 s\nMax Latency: 0.026 s\n")),
      HasSubstr(":9: the maximum is stated twice, and differs"));
  EXPECT_THAT(error_of(replaced(kOnnxRuntime, "P999", "P90")),
              HasSubstr(":11: the 90 percentile is stated twice, and differs"));
}

TEST(DeviceLog, put_together_from_two_is_two_records) {
  const auto records = records_of(std::string(kOnnxRuntime) + std::string(kOnnxRuntime));
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[1].line, 13U);
}

TEST(DeviceLog, that_contradicts_itself_is_no_evidence) {
  EXPECT_THAT(records_of(replaced(kOnnxRuntime, "requests: 100", "requests: 10"))[0].refusal,
              HasSubstr("the average is not the total time over the number of runs"));
  EXPECT_THAT(records_of(replaced(kOnnxRuntime, "P90 Latency: 0.022", "P90 Latency: 0.002"))[0].refusal,
              HasSubstr("percentiles are out of order"));
  EXPECT_THAT(records_of(replaced(kOnnxRuntime, "Max Latency: 0.025", "Max Latency: 0.005"))[0].refusal,
              HasSubstr("the maximum is below other figures"));
}

TEST(DeviceLog, with_impossible_figures_is_refused) {
  for (const char* time : {"nan s", "-1 s", "1e300 s", "x s", " s", "0.05"})
    EXPECT_THAT(error_of(replaced(kOnnxRuntime, "0.05 s", time)), HasSubstr(":2: ")) << time;
  for (const char* count : {"1.5", "-3", "1e30", "nan", ""})
    EXPECT_THAT(error_of(replaced(kOnnxRuntime, "requests: 100", std::string("requests: ") + count)), HasSubstr(":4: "))
        << count;
}

TEST(DeviceLog, in_utf_16_is_told_so) {
  EXPECT_THAT(error_of(std::string("\xFF\xFE") + "S\0e\0"), HasSubstr(":1: the text is in UTF-16"));
}

TEST(DeviceLog, with_a_byte_order_mark_or_windows_line_ends_is_read) {
  std::string log = "\xEF\xBB\xBF";
  for (const char c : kOnnxRuntime) log += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(records_of(log).size(), 1U);
}

TEST(DeviceLog, that_no_tool_wrote_is_refused_with_the_tools_there_are) {
  EXPECT_THAT(error_of("hello\n"), HasSubstr(":1: no log that muster reads (MLPerf LoadGen"));
  EXPECT_THAT(error_of(std::string(70'000, 'x')), HasSubstr(":1: no log"));
}

TEST(DeviceLog, with_an_endless_line_is_refused) {
  EXPECT_THAT(error_of("Session creation time cost: 1 s\n" + std::string(70'000, 'x') + "\n"),
              HasSubstr(":2: a line too long for a log"));
}

constexpr std::string_view kLoadGen =
    "MLPerf Results Summary\n"
    "SUT name : TFLite\n"
    "Scenario : SingleStream\n"
    "Mode     : PerformanceOnly\n"
    "90th percentile latency (ns) : 450052\n"
    "Result is : VALID\n"
    " * Processed at least 64 queries (1024).\n"
    " * Early stopping 90th percentile estimate: 460000\n"
    "Min latency (ns)                : 380625\n"
    "Max latency (ns)                : 2197760\n"
    "Mean latency (ns)               : 423486\n"
    "90.00 percentile latency (ns)   : 450052\n"
    "99.90 percentile latency (ns)   : 510416\n";

TEST(DeviceLog, of_loadgen_has_its_count_and_its_bound) {
  const auto records = records_of(kLoadGen);
  EXPECT_EQ(records[0].run.summary->count, 1024U);
  EXPECT_EQ(records[0].run.summary->early_stopping_p90, microseconds(460));
  EXPECT_EQ(records[0].run.summary->at(90), Nanoseconds(450'052));
}

TEST(DeviceLog, of_loadgen_counts_only_as_a_valid_single_stream_run) {
  EXPECT_THAT(records_of(replaced(kLoadGen, "SingleStream", "Server"))[0].refusal, HasSubstr("scenario is Server"));
  EXPECT_THAT(records_of(replaced(kLoadGen, "VALID", "INVALID"))[0].refusal, HasSubstr("INVALID"));
  EXPECT_THAT(records_of(replaced(kLoadGen, "PerformanceOnly", "AccuracyOnly"))[0].refusal, HasSubstr("accuracy mode"));
}

TEST(DeviceLog, of_loadgen_whose_headline_is_another_than_its_list_is_refused) {
  EXPECT_THAT(error_of(replaced(kLoadGen, "(ns) : 450052", "(ns) : 450053")),
              HasSubstr(":12: the 90 percentile is stated twice, and differs"));
}

TEST(DeviceLog, of_loadgens_detail_that_was_cut_in_a_line_is_refused) {
  EXPECT_THAT(error_of(":::MLLOG {\"key\": \"result_mean_latency_ns\", \"value\": 42\n"),
              HasSubstr(":1: no whole record of LoadGen"));
}

TEST(DeviceLog, of_json_that_is_deep_or_broken_is_refused) {
  EXPECT_THAT(error_of("{\"execution_results\": {"), HasSubstr(":1: no whole JSON document"));
  const std::string deep = "{\"execution_results\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}";
  EXPECT_THAT(records_of(deep)[0].refusal, HasSubstr("stopped before its statistics"));
}

TEST(DeviceLog, of_yaml_with_aliases_or_many_levels_is_refused) {
  const std::string begin = "precisions:\n  performance_metrics: ";
  EXPECT_THAT(error_of(begin + "&a {x: 1}\n  b: *a\n"), HasSubstr(":3: an alias"));
  EXPECT_THAT(error_of(begin + std::string(50, '[') + std::string(50, ']') + "\n"), HasSubstr("sixteen levels"));
  EXPECT_THAT(error_of(begin + "{x\n"), HasSubstr("no YAML"));
}

TEST(DeviceLog, of_benchmark_app_with_a_batch_or_unknown_requests_is_no_evidence) {
  const std::string log =
      "[Step 1/11] Parsing and validating input arguments\n[ INFO ] Model batch size: 8\n"
      "[Step 10/11] Measuring performance (Start inference synchronously, limits: 10 ms duration)\n"
      "[ INFO ] Count:            10 iterations\n[ INFO ]    Average:       2.00 ms\n";
  EXPECT_THAT(records_of(log)[0].refusal, HasSubstr("of 8 images at once"));
  EXPECT_EQ(records_of(replaced(log, "size: 8", "size: 1"))[0].refusal, "");
  EXPECT_THAT(
      records_of(replaced(replaced(log, "size: 8", "size: 1"), "Start inference synchronously, ", ""))[0].refusal,
      HasSubstr("how many requests were in flight"));
}

TEST(DeviceLog, of_onnxruntime_whose_requests_overlapped_is_no_evidence) {
  const std::string log = replaced(kOnnxRuntime, "Peak working", "Total inference run time: 2.01 s\nPeak working");
  EXPECT_EQ(records_of(log)[0].refusal, "");
  EXPECT_THAT(records_of(replaced(log, "2.01 s", "0.6 s"))[0].refusal, HasSubstr("requests overlapped"));
}

TEST(DeviceLog, of_loadgen_without_scenario_or_validity_is_no_evidence) {
  EXPECT_EQ(records_of(kLoadGen)[0].refusal, "");
  EXPECT_THAT(records_of(replaced(kLoadGen, "Scenario", "Scene"))[0].refusal, HasSubstr("with a scenario"));
  EXPECT_THAT(records_of(replaced(kLoadGen, "Result is", "Result was"))[0].refusal,
              HasSubstr("calls the result valid"));
}

TEST(DeviceLog, of_more_runs_than_a_person_would_make_is_refused) {
  std::string log;
  for (int i = 0; i < 2100; ++i) log += kLoadGen;
  const TemporaryFile file(log, ".txt");
  EXPECT_THAT(read_device_log(file.path()).error().message, HasSubstr("more than two thousand runs"));
}

TEST(DeviceLog, of_several_records_wants_one_named) {
  const std::string log = std::string(kLoadGen) + replaced(kLoadGen, "TFLite", "Core ML");
  const TemporaryFile file(log, ".txt");
  const auto records = read_device_log(file.path());
  ASSERT_TRUE(records);
  EXPECT_THAT(choose_record(*records, "", file.path()).error().message, HasSubstr("2 records; name one with --record"));
  EXPECT_EQ(choose_record(*records, "core", file.path())->name, "Core ML");
  EXPECT_EQ(choose_record(*records, "1", file.path())->name, "TFLite");
  EXPECT_THAT(choose_record(*records, "3", file.path()).error().message, HasSubstr("no record '3'"));
  EXPECT_THAT(choose_record(*records, "l", file.path()).error().message, HasSubstr("have that in their names"));
}

TEST(DeviceLog, with_a_key_that_stands_twice_is_refused_for_which_one_counts) {
  EXPECT_THAT(error_of("{\"execution_results\": {\n\"latency_avg\": \"1\",\n\"latency_avg\": \"2\"}}"),
              HasSubstr(":3: 'latency_avg' stands twice"));
  EXPECT_THAT(error_of("{\"image\": \"a.jpg\", \"predicted\": \"cat\", \"latency_ms\": 20, \"latency_ms\": 30}\n"),
              HasSubstr(":1: 'latency_ms' stands twice"));
}

TEST(DeviceLog, of_an_app_says_what_is_wrong_with_its_columns) {
  EXPECT_THAT(error_of("image;predicted;latency_ms\na.jpg;cat;20,5\n"),
              HasSubstr(":1: its columns stand between semicolons"));
  EXPECT_THAT(error_of("image,latency_s\na.jpg,0.02\n"), HasSubstr(":1: a table without the column 'latency_ms'"));
  EXPECT_EQ(error_of("image,predicted,Latency_ms\na.jpg,cat,20.5\n"), "");
}

TEST(DeviceLog, of_two_tools_is_refused) {
  EXPECT_THAT(
      error_of("STARTING!\nInference timings in us: Init: 1, First inference: 1, Warmup (avg): 1, Inference (avg): 2\n"
               "Average inference time cost: 3 ms\n"),
      HasSubstr("the logs of two tools"));
}

}  // namespace
}  // namespace muster

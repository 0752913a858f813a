#include "import/latency_log.h"

#include <gmock/gmock.h>

#include "support/temporary_file.h"

namespace muster {
namespace {

using std::chrono::microseconds;
using testing::HasSubstr;

constexpr std::string_view kLog =
    "STARTING!\n"
    "Num threads: [2]\n"
    "Graph: [a.tflite]\n"
    "The input model file size (MB): 3.41798\n"
    "INFO: Created TensorFlow Lite XNNPACK delegate for CPU.\n"
    "count=4 first=200 curr=100 min=100 max=200 avg=125 std=43\n"
    "count=50 first=101 curr=100 min=90 max=140 avg=100.5 std=5 p5=91 median=100 p95=120\n"
    "Inference timings in us: Init: 5000, First inference: 200, Warmup (avg): 125, Inference (avg): 100.5\n"
    "Memory footprint delta from the start of the tool (MB): init=1 overall=2.5\n";

std::string error_of(std::string_view log, const LatencyLogOptions& options = {}) {
  const TemporaryFile file(log, ".txt");
  const auto run = read_latency_log(file.path(), options);
  return run ? "" : run.error().message;
}

std::string replaced(std::string_view from, std::string_view to) {
  std::string log(kLog);
  const std::size_t at = log.find(from);
  EXPECT_NE(at, std::string::npos);
  return log.replace(at, from.size(), to);
}

LatencyLogOptions on(std::string accelerator) {
  return {Device{"Phone", "Android 14", "LiteRT", std::move(accelerator), "2026-05-01"}, std::nullopt, "", ""};
}

TEST(LatencyLog, reads_the_steady_runs) {
  const TemporaryFile file(kLog, ".txt");
  const auto run = read_latency_log(file.path(), on("cpu"));
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->run.origin, Origin::kDevice);
  EXPECT_EQ(run->run.device.name, "Phone");
  EXPECT_EQ(run->run.threads, 2);
  EXPECT_EQ(run->run.load, microseconds(5000));
  EXPECT_EQ(run->run.first, microseconds(200));
  EXPECT_EQ(run->run.summary->count, 50U);
  EXPECT_EQ(run->run.summary->mean, Nanoseconds(100'500));
  EXPECT_EQ(run->run.summary->min, microseconds(90));
  EXPECT_EQ(run->run.summary->at(50), microseconds(100));
  EXPECT_EQ(run->run.summary->at(95), microseconds(120));
  EXPECT_EQ(run->run.summary->max, microseconds(140));
  EXPECT_EQ(run->run.peak_memory_bytes, 2'621'440U);
  EXPECT_TRUE(run->run.steady.empty());
}

TEST(LatencyLog, is_host_evidence_without_a_device) {
  const TemporaryFile file(kLog, ".txt");
  EXPECT_EQ(read_latency_log(file.path())->run.origin, Origin::kHost);
}

TEST(LatencyLog, reads_windows_line_ends) {
  std::string log;
  for (const char c : kLog) log += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(error_of(log), "");
}

TEST(LatencyLog, takes_the_watched_peak_over_the_growth) {
  const TemporaryFile file(std::string(kLog) + "INFO: Overall peak memory footprint (MB) via periodic monitoring: 7\n",
                           ".txt");
  EXPECT_EQ(read_latency_log(file.path())->run.peak_memory_bytes, 7U << 20U);
}

TEST(LatencyLog, reads_a_single_run_that_has_no_average) {
  const TemporaryFile file(
      "count=1 curr=500\nInference timings in us: Init: 1, First inference: 2, Warmup (avg): 3, Inference (avg): 500\n",
      ".txt");
  const auto run = read_latency_log(file.path());
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(run->run.summary->count, 1U);
}

TEST(LatencyLog, refuses_statistics_that_are_not_of_the_timings) {
  EXPECT_THAT(error_of(replaced("avg=100.5", "avg=90.5")), HasSubstr(":7: these statistics"));
}

TEST(LatencyLog, refuses_another_accelerator_than_stated) {
  EXPECT_THAT(error_of(kLog, on("gpu")), HasSubstr(":5: the log says that cpu ran the model"));
  const std::string gpu =
      replaced("Created TensorFlow Lite XNNPACK delegate for CPU", "Created TensorFlow Lite delegate for GPU");
  EXPECT_THAT(error_of(gpu, on("cpu")), HasSubstr("the log says that gpu ran"));
  EXPECT_EQ(error_of(gpu, on("gpu")), "");
  const std::string nnapi = replaced("Created TensorFlow Lite XNNPACK delegate for CPU", "NNAPI delegate created");
  EXPECT_EQ(error_of(nnapi, on("npu")), "");
  EXPECT_EQ(error_of(nnapi, on("gpu")), "");
  EXPECT_THAT(error_of(nnapi, on("cpu")), HasSubstr("nnapi"));
  const std::string external = replaced("INFO: Created", "Explicitly applied EXTERNAL delegate\nINFO: Created");
  EXPECT_EQ(error_of(external, on("npu")), "") << "XNNPACK takes only what it leaves";
  EXPECT_THAT(error_of(external, on("cpu")), HasSubstr("external"));
}

LatencyRun read(const std::string& log, const LatencyLogOptions& options = {}) {
  const TemporaryFile file(log, ".txt");
  const auto run = read_latency_log(file.path(), options);
  EXPECT_TRUE(run) << run.error().message;
  return run ? run->run : LatencyRun{};
}

TEST(LatencyLog, names_the_cpu_where_a_delegate_took_a_part_only) {
  const auto with = [](const std::string& lines) { return replaced("INFO: Created", lines + "\nINFO: Created"); };
  const std::string gpu = with(
      "INFO: Created TensorFlow Lite delegate for GPU.\nExplicitly applied GPU delegate, and the model graph will be "
      "partially executed by the delegate w/ 3 delegate kernels.");
  EXPECT_EQ(read(gpu).accelerator, "gpu+cpu");
  EXPECT_EQ(read(gpu, on("gpu")).accelerator, "gpu+cpu");
  EXPECT_EQ(read(gpu, on("gpu")).device.accelerator, "gpu+cpu");
  EXPECT_THAT(error_of(gpu, on("cpu")), HasSubstr("the log says that gpu+cpu ran the model"));
  const std::string nnapi = with(
      "Explicitly applied NNAPI delegate, and the model graph will be partially executed by the delegate w/ 44 "
      "delegate kernels.");
  EXPECT_EQ(read(nnapi).accelerator, "nnapi+cpu");
  EXPECT_EQ(read(nnapi, on("npu")).accelerator, "nnapi+cpu");
  const std::string older =
      with("Applied GPU delegate, and the model graph will be partially executed w/ 2 delegate kernels.");
  EXPECT_EQ(read(older).accelerator, "gpu+cpu");
  const std::string counted = with(
      "INFO: Created TensorFlow Lite delegate for GPU.\nVERBOSE: Replacing 44 out of 66 node(s) with delegate "
      "(TfLiteGpuDelegateV2) node, yielding 3 partitions for the whole graph.");
  EXPECT_EQ(read(counted).accelerator, "gpu+cpu");
}

TEST(LatencyLog, does_not_take_a_delegate_that_it_does_not_know_for_the_cpu) {
  const std::string log = replaced(
      "INFO: Created",
      "Explicitly applied COREML delegate, and the model graph will be partially executed by the delegate w/ 2 "
      "delegate kernels.\nINFO: Created");
  EXPECT_EQ(read(log).accelerator, "external+cpu");
  EXPECT_THAT(error_of(log, on("cpu")), HasSubstr("external+cpu ran the model"));
}

TEST(LatencyLog, takes_a_delegates_name_from_the_line_of_what_it_replaced) {
  const auto with = [](const std::string& lines) { return replaced("INFO: Created", lines + "\nINFO: Created"); };
  const auto replacing = [&](const std::string& nodes, const std::string& delegate) {
    return with("VERBOSE: Replacing " + nodes + " node(s) with delegate (" + delegate +
                ") node, yielding 3 partitions.");
  };
  EXPECT_EQ(read(replacing("8 out of 10", "TfLiteGpuDelegateV2")).accelerator, "gpu+cpu");
  EXPECT_EQ(read(replacing("10 out of 10", "TfLiteGpuDelegateV2")).accelerator, "gpu");
  EXPECT_EQ(read(replacing("0 out of 10", "TfLiteGpuDelegateV2")).accelerator, "cpu");
  EXPECT_EQ(read(replacing("8 out of 10", "TfLiteNnapiDelegate")).accelerator, "nnapi+cpu");
  EXPECT_EQ(read(replacing("8 out of 10", "TfLiteQnnDelegate")).accelerator, "npu+cpu");
  EXPECT_EQ(read(replacing("8 out of 10", "SomeDelegate")).accelerator, "external+cpu");
}

TEST(LatencyLog, names_the_accelerator_alone_where_it_took_all) {
  const auto with = [](const std::string& lines) { return replaced("INFO: Created", lines + "\nINFO: Created"); };
  EXPECT_EQ(read(with("Explicitly applied GPU delegate, and the model graph will be completely executed by the "
                      "delegate."))
                .accelerator,
            "gpu");
  EXPECT_EQ(read(with("INFO: Created TensorFlow Lite delegate for GPU.\nVERBOSE: Replacing 58 out of 58 node(s) with "
                      "delegate (TfLiteGpuDelegateV2) node, yielding 1 partitions."))
                .accelerator,
            "gpu");
  EXPECT_EQ(
      read(with("VERBOSE: Replacing 642 out of 685 node(s) with delegate (TfLiteXNNPackDelegate) node.")).accelerator,
      "cpu")
      << "XNNPACK is the CPU";
  EXPECT_EQ(read(with("INFO: Created TensorFlow Lite delegate for GPU.\nThough GPU delegate is explicitly applied, the "
                      "model graph will not be executed by the delegate."))
                .accelerator,
            "cpu");
}

TEST(LatencyLog, tells_of_a_profiler_that_was_on) {
  EXPECT_FALSE(read(std::string(kLog)).profiled);
  EXPECT_TRUE(read(replaced("Graph: [a.tflite]", "Enable op profiling: [1]\nGraph: [a.tflite]")).profiled);
  EXPECT_FALSE(read(replaced("Graph: [a.tflite]", "Enable op profiling: [0]\nGraph: [a.tflite]")).profiled);
  EXPECT_TRUE(read(std::string(kLog) + "Operator-wise Profiling Info for Regular Benchmark Runs:\n").profiled);
}

TEST(LatencyLog, refuses_the_log_of_another_model) {
  EXPECT_EQ(error_of(kLog, {std::nullopt, 3'417'984, "", ""}), "");
  EXPECT_THAT(error_of(kLog, {std::nullopt, 4'276'100, "", ""}),
              HasSubstr("a model of 3.41798 MB, and this one has 4.2761 MB"));
}

TEST(LatencyLog, says_where_a_run_failed) {
  EXPECT_THAT(error_of("STARTING!\nGraph: [a]\nERROR: Benchmarking failed.\n"), HasSubstr(":3: the benchmark failed"));
}

TEST(LatencyLog, lists_several_runs_even_when_only_one_succeeded) {
  std::string log = "STARTING!\nGraph: [int8.tflite]\nBenchmarking failed.\n";
  log.append(kLog);
  const std::string message = error_of(log);
  EXPECT_THAT(message, HasSubstr("2 records; name one with --record"));
  EXPECT_THAT(message, HasSubstr("1: int8.tflite, line 1, no evidence: the benchmark failed"));
  EXPECT_THAT(message, HasSubstr("2: a.tflite, line 4, 0.1005 ms"));
}

TEST(LatencyLog, refuses_what_is_cut_off_or_no_log) {
  EXPECT_THAT(error_of(std::string(kLog.substr(0, kLog.find("Inference timings")))), HasSubstr("cut off"));
  EXPECT_THAT(error_of("Inference timings in us: Init: 5, First inf\n"), HasSubstr("cut off"));
  EXPECT_THAT(error_of(""), HasSubstr("no log that muster reads"));
  EXPECT_THAT(error_of(std::string("\0\x01\xFF\n\n\0", 6)), HasSubstr("no log that muster reads"));
  EXPECT_THAT(error_of(std::string(70'000, 'x')), HasSubstr("no log that muster reads"));
}

TEST(LatencyLog, refuses_figures_that_are_no_times) {
  for (const char* time : {"nan", "-5", "1e300", "inf", "x", ""})
    EXPECT_THAT(error_of(replaced("Init: 5000", std::string("Init: ") + time)), HasSubstr(":8: ")) << time;
}

TEST(LatencyLog, refuses_statistics_that_contradict_themselves) {
  for (const char* lie : {"max=80", "p95=95", "median=150", "min=110"}) {
    const std::string name(lie, std::string_view(lie).find('=') + 1);
    const std::string line = "count=50 first=101 curr=100 min=90 max=140 avg=100.5 std=5 p5=91 median=100 p95=120";
    const std::size_t at = line.find(name);
    std::string changed = line;
    changed.replace(at, line.find(' ', at) == std::string::npos ? std::string::npos : line.find(' ', at) - at, lie);
    EXPECT_THAT(error_of(replaced(line, changed)), HasSubstr(":7: these statistics contradict themselves")) << lie;
  }
  EXPECT_THAT(error_of(replaced("count=50", "count=0")), HasSubstr("contradict themselves"));
}

TEST(LatencyLog, that_names_another_device_or_day_than_the_user_is_refused) {
  const auto field_log = [](std::string_view name, std::string_view date) {
    return "image,latency_ms,device,date\na.jpg,20," + std::string(name) + "," + std::string(date) + "\n";
  };
  EXPECT_EQ(error_of(field_log("phone", "2026-05-01"), on("cpu")), "");
  EXPECT_THAT(error_of(field_log("Tablet", "2026-05-01"), on("cpu")), HasSubstr("the log names the device Tablet"));
  EXPECT_THAT(error_of(field_log("Phone", "2026-05-02"), on("cpu")), HasSubstr("the log names the day 2026-05-02"));
}

}  // namespace
}  // namespace muster

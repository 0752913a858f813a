#include <cstdio>

#include "muster/budget.h"
#include "muster/model.h"
#include "muster/report.h"

/// Reads a model's facts and judges a Run in which nothing was observed.
int main() {
  const auto model = muster::load_model("no-such-model.tflite");
  if (model) return 1;
  std::printf("error: %s\n", model.error().message.c_str());

  const muster::ModelReport report = muster::judge(muster::Run{}, muster::default_budget());
  if (!report.verdict) return 1;
  std::printf("verdict without evidence: %s\n", muster::to_string(*report.verdict).data());
  return 0;
}

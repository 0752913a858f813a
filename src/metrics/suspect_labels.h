#pragma once

#include <cstdint>
#include <vector>

#include "muster/report.h"
#include "muster/run.h"

namespace muster {

/// Photos whose label confident learning takes for a mistake (Northcutt, Jiang and Chuang, Journal of Artificial
/// Intelligence Research 70, 2021; cleanlab's filter "confident_learning"): the model gives another class at least the
/// probability that it gives that class on the photos labelled so. The most suspect first, by the margin of the label's
/// probability over the best other one. Probabilities are those of the five best classes, after class groups; of others
/// they count as 0. Empty where the kind of scores is not known.
std::vector<SuspectLabel> suspect_labels(const Run& run);

}  // namespace muster

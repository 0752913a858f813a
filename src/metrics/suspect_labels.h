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
std::vector<SuspectLabel> confident_learning(const Run& run);

/// The least share of photos that a model must have right for its doubts to be worth a look.
inline constexpr double kLeastTop1ToSuspect = 0.8;

/// Those of them that are worth a look: a model's own mistakes are the more numerous by far. None where the model has
/// less than kLeastTop1ToSuspect of the photos right. Of the others, photos whose label is not the model's answer, by a
/// margin of 0.8 in probability; at least half of the other photos with that label must be answered so, and at least
/// half of the photos with that answer be labelled so: two classes that the model mixes up say nothing of labels.
std::vector<SuspectLabel> suspect_labels(const Run& run);

}  // namespace muster

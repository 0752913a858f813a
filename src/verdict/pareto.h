#pragma once

#include <vector>

#include "muster/report.h"

namespace muster {

/// Which models no other is as small, as fast and as accurate as and better in one of these. What one of two lacks, or
/// was measured elsewhere, is no reason; nor are times of a translated model or an emulated machine, which say nothing
/// about a phone. Models with an error are not on it. Pure.
std::vector<bool> pareto_front(const std::vector<ModelReport>& models);

}  // namespace muster

#include <algorithm>

#include "muster/run.h"

namespace muster {

UncommonAnswers uncommon_answers(const std::vector<ReferenceAnswer>& answers) {
  UncommonAnswers all;
  const auto commonest = std::ranges::max_element(answers, {}, &ReferenceAnswer::photos);
  for (auto answer = answers.begin(); answer != answers.end(); ++answer)
    if (answer != commonest) all.photos += answer->photos, all.changed += answer->changed;
  return all;
}

}  // namespace muster

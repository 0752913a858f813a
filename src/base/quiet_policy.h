#pragma once

#include <boost/math/policies/policy.hpp>

namespace muster {

namespace policies = boost::math::policies;
/// Boost.Math reports by value, never by exception.
using Quiet =
    policies::policy<policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
                     policies::overflow_error<policies::ignore_error>,
                     policies::evaluation_error<policies::ignore_error>,
                     policies::rounding_error<policies::ignore_error>>;

}  // namespace muster

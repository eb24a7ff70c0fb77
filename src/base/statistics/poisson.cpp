#include "base/statistics/poisson.h"

#include <boost/math/special_functions/gamma.hpp>
#include <cassert>

namespace stagecraft::base::statistics {

Interval garwood(std::int64_t count) {
  assert(count >= 0);
  const auto k = static_cast<double>(count);
  // Half a chi-square quantile with 2k degrees of freedom is a gamma quantile with shape k.
  return {count == 0 ? 0.0 : boost::math::gamma_p_inv(k, 0.025),
          boost::math::gamma_p_inv(k + 1, 0.975)};
}

}  // namespace stagecraft::base::statistics

#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "tests/http/api_world.h"

namespace stagecraft::http {

/// Two stages; what a person says is enough to go on.
inline std::string map_called(std::string_view id) {
  return fmt::format(R"(stagecraft: 1
id: {0}
name: Process {0}
currency: EUR
stages:
  - id: needs
    name: Needs
    exit: [{{id: told, text: the prospect told what hurts}}]
  - id: offer
    name: Offer
    exit: [{{id: signed, text: the prospect signed the contract}}]
outcomes:
  - {{id: ordered, name: Ordered, kind: won, on_leaving: offer}}
  - {{id: gone, name: Gone, kind: lost, reasons: [price, timing]}}
)",
                     id);
}

/// The same stages under a goal each.
inline std::string map_of_goals() {
  return R"(stagecraft: 1
id: goals
name: Process of goals
currency: EUR
goals:
  - id: understand
    name: Understand
    value: sees what it costs to go on as before
    stages:
      - id: needs
        name: Needs
        exit: [{id: told, text: the prospect told what hurts}]
  - id: agree
    name: Agree
    value: knows what it gets
    stages:
      - id: offer
        name: Offer
        exit: [{id: signed, text: the prospect signed the contract}]
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
  - {id: gone, name: Gone, kind: lost, reasons: [price, timing]}
)";
}

/// A workspace with one process, whose figures are asked for.
class MeasuresApi : public ApiWorld {
 protected:
  MeasuresApi() : process_(publish(map_called("small"))) {}

  std::string path(std::string_view rest = "/measures") const {
    return fmt::format("/api/processes/{}{}", process_, rest);
  }

  std::string create() {
    pass(std::chrono::hours(1));
    const auto made = post("/api/deals", fmt::format(R"({{"name":"Plant","qualify":true,)"
                                                     R"("process":{}}})",
                                                     process_));
    EXPECT_EQ(made.status, 201) << made.text;
    return made.header("Location");
  }
  void done(const std::string& deal, std::string_view what, std::string_view body) {
    pass(std::chrono::hours(1));
    const auto answer = post(deal + "/" + std::string(what), body);
    EXPECT_EQ(answer.status, 201) << what << ": " << answer.text;
  }
  void offer(const std::string& deal) {
    done(deal, "evidence", R"({"criterion":"told","note":"Said so"})");
    done(deal, "stage-entries", R"({"stage":"offer"})");
  }
  void win(const std::string& deal) {
    offer(deal);
    done(deal, "evidence", R"({"criterion":"signed","note":"Contract is here"})");
    done(deal, "closings", R"({"outcome":"ordered","motivations":["less scrap"]})");
  }
  void lose(const std::string& deal) {
    done(deal, "closings", R"({"outcome":"gone","reason":"price"})");
  }

  /// The value of the first figure of this measure, part and stage; null: none, or undefined.
  boost::json::value figure(std::string_view measure, std::string_view stage = "",
                            std::string_view rest = "/measures", std::string_view part = "") {
    pass(std::chrono::hours(1));
    const auto answer = get(path(rest));
    EXPECT_EQ(answer.status, 200) << answer.text;
    const auto all = answer.json();
    for (const auto& one : all.at("figures").as_array())
      if (one.at("measure") == boost::json::string_view(measure.data(), measure.size()) &&
          text_of(one.at("stage")) == stage && text_of(one.at("part")) == part)
        return one.at("value");
    ADD_FAILURE() << "no " << measure << " of " << stage;
    return nullptr;
  }
  static std::string text_of(const boost::json::value& value) {
    return value.is_string() ? std::string(value.as_string()) : std::string();
  }
  static std::int64_t number_of(const std::string& location) {
    return std::stoll(location.substr(location.rfind('/') + 1));
  }

  std::int64_t process_;
};

}  // namespace stagecraft::http

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/check/checked.h"

// What the check must say about the maps in examples/maps; their own comments tell why.
namespace stagecraft::process {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using ::testing::UnorderedElementsAreArray;
using Grades = std::array<Grade, mistake_count>;

CheckReport check_example(const std::string& name) {
  const auto loaded = read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/" + name);
  EXPECT_TRUE(loaded.ok()) << messages_of(loaded.errors);
  return check_map(loaded, test_day, sentences());
}

constexpr auto fine = Grade::fine, present = Grade::present;

TEST(Check, FindsNothingWorseThanANoteInTheCustomerCentredMap) {
  const auto report = check_example("four-goals.yaml");
  EXPECT_THAT(told(report.findings, true), IsEmpty());
  EXPECT_EQ(report.score.grades, (Grades{fine, fine, fine, fine}));
  EXPECT_EQ(report.score.waived, (std::array{0, 0, 0, 1}));
  EXPECT_FALSE(needs_mending(report.findings));
}

TEST(Check, FindsNothingWorseThanANoteInTheChannelVariant) {
  const auto report = check_example("planning-partner.yaml");
  EXPECT_THAT(told(report.findings, true), IsEmpty());
  EXPECT_EQ(report.score.grades, (Grades{fine, fine, fine, fine}));
  EXPECT_EQ(report.score.waived, (std::array{0, 1, 0, 1}));
}

TEST(Check, FindsOnlyThatTheTemplateIsBorrowed) {
  const auto report = check_example("seven-steps.yaml");
  EXPECT_THAT(told(report.findings, true), UnorderedElementsAre("borrowed/not-adapted at map",
                                                                "borrowed/no-contributors at map"));
  EXPECT_EQ(report.score.grades, (Grades{fine, fine, fine, present}));
}

const std::vector<std::string> steps_for_the_seller{
    "buy_list",      "cold_call",   "qualify_lead",    "enter_crm",       "research_account",
    "call_plan",     "get_meeting", "present_company", "find_needs",      "visit_report",
    "review_inside", "write_offer", "send_offer",      "chase_offer",     "give_discount",
    "close_deal",    "order_form",  "commission",      "present_product", "handle_objections"};

const std::vector<std::string> with_exit{"qualify_lead", "get_meeting",   "present_product",
                                         "find_needs",   "review_inside", "send_offer",
                                         "close_deal"};

std::vector<std::string> without(std::vector<std::string> ids,
                                 const std::vector<std::string>& some) {
  std::erase_if(ids,
                [&](const std::string& id) { return std::ranges::find(some, id) != some.end(); });
  return ids;
}

TEST(Check, TakesTheSellerCentredListApart) {
  std::vector<std::string> expected{"no-goals/flat at map",
                                    "too-many-steps at map",
                                    "seller-centred/seller-act at stage:present_product",
                                    "seller-centred/seller-act at stage:handle_objections",
                                    "seller-centred/internal-outputs at map",
                                    "unmeasured/goal-unmeasured at map",
                                    "unmeasured/no-money at map",
                                    "unmeasured/small-measures at map",
                                    "borrowed/not-adapted at map",
                                    "borrowed/no-contributors at map",
                                    "opinion-criterion/opinion at exit:lead_warm",
                                    "opinion-criterion/opinion at exit:rapport",
                                    "opinion-criterion/opinion at exit:needs_clear",
                                    "opinion-criterion/opinion at exit:go",
                                    "opinion-criterion/seller-act at exit:slides_shown",
                                    "opinion-criterion/seller-act at exit:offer_sent"};
  const auto at_stages = [&](const std::string& name, const std::vector<std::string>& ids) {
    for (const auto& id : ids) expected.push_back(name + " at stage:" + id);
  };
  at_stages("seller-centred/no-act",
            without(steps_for_the_seller, {"present_product", "handle_objections"}));
  at_stages("no-exit-criterion", without(steps_for_the_seller, with_exit));
  at_stages("no-duration/no-days", without(steps_for_the_seller, {"send_offer"}));

  const auto report = check_example("seller-centred.yaml");
  EXPECT_THAT(told(report.findings, false), UnorderedElementsAreArray(expected));
  EXPECT_EQ(report.score.grades, (Grades{present, present, present, present}));
  EXPECT_TRUE(needs_mending(report.findings));
}

}  // namespace
}  // namespace stagecraft::process

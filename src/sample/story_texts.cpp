#include "sample/story_texts.h"

#include <array>

#include "sample/story.h"

namespace stagecraft::sample {
namespace {

constexpr std::array<std::string_view, 12> matter_texts{
    "production planning", "second plant",     "order desk",       "assembly hall",
    "night shift",         "machining centre", "spare parts",      "paint line",
    "new product line",    "foundry planning", "subcontract work", "packing line"};
constexpr std::array<std::string_view, 8> promise_texts{
    "Send the notes of our talk",
    "Send two dates for the next talk",
    "Answer the questions about their data",
    "Send the names of two plants they can call",
    "Send the figures of last quarter again, by line",
    "Find out who can join from engineering",
    "Send a draft of the timetable",
    "Call the planner about the export of orders"};
constexpr std::array talk_plans{
    PlannedTalk{"call", "Go through the open points"},
    PlannedTalk{"call", "Ask for the date of the decision"},
    PlannedTalk{"call", "Agree who does what until the next talk"},
    PlannedTalk{"meeting", "Go through the figures with finance"},
    PlannedTalk{"meeting", "Agree the timetable with production and IT"},
    PlannedTalk{"demo", "Show last week's orders in the plan"},
    PlannedTalk{"visit", "Meet the planners in the plant"}};
constexpr std::array<std::string_view, 5> move_texts{
    "They are closing the month and asked for another week.",
    "The person who has to sign it is travelling.",
    "Our engineer is ill; agreed with them on the telephone.",
    "They want the new plant manager to see it first.",
    "The export of orders had to be made again."};
constexpr std::array<std::string_view, 4> exception_texts{
    "They go on by word of mouth; the paper follows this week.",
    "Existing customer, the same people as last year. Agreed with management.",
    "The board meets only once a quarter, so we prepare the next step now.",
    "Their deputy agreed, in writing, while the person who decides is away."};
constexpr std::array<std::string_view, 10> talk_texts{
    "{} told how they plan today: two spreadsheets and a wall board.",
    "Went through three late orders with {}. Two waited for tools, one for a drawing.",
    "{} asked how long other plants took for the switch.",
    "{} will speak with the shift leaders and come back to us.",
    "{} still wants it, but the budget round comes first.",
    "{} showed us the machine that everything waits for.",
    "{} wants to see the plan with their own orders before anything else.",
    "Agreed with {} who has to be in the next talk.",
    "{} was glad about the field guide and passed it on.",
    "Went through the figures with {}; one of them we have to check."};
constexpr std::array<std::string_view, 4> vain_texts{
    "Left a message with {}.", "{} was in a meeting; call again tomorrow.",
    "No answer from {}, wrote an e-mail instead.", "{} is on holiday until Monday."};
constexpr std::array<std::string_view, 8> need_texts{
    "Delivery dates that hold",         "A payback below two years",
    "Less re-planning on Mondays",      "Nothing new that has to be run at night",
    "To see by noon what will be late", "A risk that can be bounded",
    "One list that everybody works by", "Single sign-on, and data that stay in Europe"};
constexpr std::array<std::string_view, 5> motive_texts{
    "The trial showed it on our own orders.", "You told us where it does not help.",
    "The planners asked for it.", "We know what a late order costs us now.",
    "You kept every date."};
constexpr std::array<std::string_view, 6> farewell_texts{
    "They stay with what they have for another year. Call again in autumn.",
    "Decided for the supplier of their machines.",
    "The sponsor left the company; nobody took it over.",
    "Too small for what we do; pointed them to the field guide.",
    "Budget went into a new hall.",
    "They build it themselves with their IT."};
constexpr std::array objections{
    ObjectionText{
        "price",
        "Price",
        {"That is twice of what we had in mind.", "Finance compares it with a licence."},
        {"Went back to their cost sheet: late orders cost them four times as much a year.",
         "Showed what is in it, and the smaller offering beside it."}},
    ObjectionText{"data_quality",
                  "Our data are not good enough",
                  {"Half of our routings are wrong.", "Nobody here trusts the stock figures."},
                  {"The trial kit names the wrong ones; most plants begin with a third of them.",
                   "Planning does not need stock figures in the first month."}},
    ObjectionText{"switch_risk",
                  "Risk of the switch",
                  {"We cannot stop the plant for this.", "The last project stood for half a year."},
                  {"Both plans run beside each other for two weeks; sent the sheet of risks.",
                   "Call with a plant that switched during its season."}},
    ObjectionText{
        "it_time",
        "IT has no time",
        {"Our IT is booked until the end of the year.", "IT wants to see the interface first."},
        {"An export once a night is enough for the first quarter.",
         "Our engineer and theirs went through the interface in an hour."}},
    ObjectionText{"other_priority",
                  "Other things come first",
                  {"The new hall comes first.", "This year everything goes into the audit."},
                  {"Worked out what waiting costs until then.",
                   "Began with the line that the new hall takes over."}},
    ObjectionText{
        "planners_doubt",
        "The planners doubt it",
        {"Our planners say that no program knows their plant.", "They fear to be replaced."},
        {"The planners set the rules themselves in the trial.",
         "Let them talk with the planners of another plant, without us."}}};

}  // namespace

std::span<const std::string_view> matters() { return matter_texts; }
std::span<const std::string_view> our_promises() { return promise_texts; }
std::span<const PlannedTalk> planned_talks() { return talk_plans; }
std::span<const std::string_view> reasons_to_move() { return move_texts; }
std::span<const std::string_view> reasons_to_except() { return exception_texts; }
std::span<const std::string_view> talks() { return talk_texts; }
std::span<const std::string_view> vain_calls() { return vain_texts; }
std::span<const std::string_view> needs() { return need_texts; }
std::span<const std::string_view> motives() { return motive_texts; }
std::span<const std::string_view> farewells() { return farewell_texts; }
std::span<const ObjectionText> objection_texts() { return objections; }

}  // namespace stagecraft::sample

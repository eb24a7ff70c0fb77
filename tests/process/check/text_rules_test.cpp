#include "process/check/text_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "process/check/tokens.h"

namespace stagecraft::process {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

Map english_map() {
  Map map;
  map.roles = {{.id = "customer", .name = "Customer", .side = Side::customer, .x = {}},
               {.id = "rep", .name = "Sales", .side = Side::us, .x = {}},
               {.id = "success", .name = "Customer success", .side = Side::us, .x = {}}};
  map.personas = {{.id = "head", .name = "Plant head", .text = {}, .journey = {}, .x = {}}};
  map.check.words["customer"] = {"planner", "planners"};
  return map;
}

const Words& english() {
  static const Words words = *words_for(english_map());
  return words;
}

Judgement criterion(std::string_view text) { return judge_criterion(text, english()); }
Judgement does(std::string_view text) { return judge_does(text, english()); }

TEST(SplitWords, LowersSplitsAndDropsThePossessive) {
  EXPECT_THAT(
      split_words("The Customer's CFO (e-mail): 'yes', O\xE2\x80\x99Neil\xE2\x80\x99s \xC3\x84rger "
                  "\xE2\x80\x93 3 x"),
      ElementsAre("the", "customer", "cfo", "e-mail", "yes", "o'neil", "\xC3\xA4rger", "3", "x"));
  EXPECT_THAT(split_words(" - ' -- "), IsEmpty());
}

TEST(VerbForms, AreTheRegularOnes) {
  EXPECT_THAT(verb_forms("reply"), Contains("replied"));
  EXPECT_THAT(verb_forms("reply"), Contains("replies"));
  EXPECT_THAT(verb_forms("commit"), Contains("committed"));
  EXPECT_THAT(verb_forms("close"), Contains("closing"));
  EXPECT_THAT(verb_forms("use"), Contains("used"));
  EXPECT_THAT(verb_forms("follow up"), Contains("following up"));
}

TEST(PhraseList, TakesTheLongestAndDoesNotOverlap) {
  PhraseList list;
  for (const auto* phrase : {"sales", "sales rep", "rep of the year", "sales"}) list.add(phrase);
  const auto words = split_words("Sales rep of the year meets sales");
  EXPECT_THAT(list.find_in(words), ElementsAre(WordSpan{0, 2}, WordSpan{6, 7}));
}

TEST(Criterion, IsFineWhenACustomerActs) {
  EXPECT_EQ(criterion("The customer signs the agreement").verdict, Verdict::fine);
  EXPECT_EQ(criterion("Plan approved by the buyer").verdict, Verdict::fine);
  EXPECT_EQ(criterion("The plant head releases the money").verdict, Verdict::fine);
  EXPECT_EQ(criterion("The planners report the result").verdict, Verdict::fine);
}

TEST(Criterion, NeedsTheActWithinEightWordsOfTheCustomer) {
  EXPECT_EQ(criterion("The customer x x x x x x x signs").verdict, Verdict::fine);
  EXPECT_EQ(criterion("The customer x x x x x x x x signs").verdict, Verdict::unclear);
}

TEST(Criterion, NeedsTheDoerWithinFourWordsOfTheActAndOneArticle) {
  EXPECT_EQ(criterion("Approved x x x by their buyer").verdict, Verdict::fine);
  EXPECT_EQ(criterion("Approved x x x x by their buyer").verdict, Verdict::unclear);
  EXPECT_EQ(criterion("Approved by all the buyer").verdict, Verdict::unclear);
}

TEST(Criterion, IsAnOpinionWhenAJudgementStandsBeforeTheAct) {
  EXPECT_EQ(criterion("We feel that the buyer will sign"), (Judgement{Verdict::opinion, "feel"}));
  EXPECT_EQ(criterion("The buyer seems likely to sign"), (Judgement{Verdict::opinion, "seems"}));
}

TEST(Criterion, ExcusesTheCustomersOwnMindWhenTheActComesOnTop) {
  EXPECT_EQ(criterion("The buyer is convinced and signs").verdict, Verdict::fine);
  EXPECT_EQ(criterion("The buyer shows interest by asking for a quote").verdict, Verdict::fine);
  EXPECT_EQ(criterion("Convinced, the buyer comes and signs").verdict, Verdict::opinion);
}

TEST(Criterion, IsNotJudgedByWordsAfterTheAct) {
  EXPECT_EQ(criterion("The customer confirms that the price seems fair").verdict, Verdict::fine);
}

TEST(Criterion, TakesNoActFromAStateOfMind) {
  EXPECT_EQ(criterion("The customer is committed"), (Judgement{Verdict::opinion, "is committed"}));
  EXPECT_EQ(criterion("The customer is committed and signs").verdict, Verdict::fine);
}

TEST(Criterion, IsAnActOfOursByPersonByOrderOrByDeed) {
  EXPECT_EQ(criterion("We met the board"), (Judgement{Verdict::seller_act, "we"}));
  EXPECT_EQ(criterion("Prepare the offer"), (Judgement{Verdict::seller_act, "prepare"}));
  EXPECT_EQ(criterion("Offer sent"), (Judgement{Verdict::seller_act, "sent"}));
}

TEST(Criterion, KnowsRolesOfOursAtItsStartAndAfterOur) {
  EXPECT_EQ(criterion("The customer success plans the start").verdict, Verdict::seller_act);
  EXPECT_EQ(criterion("A start plan by our customer success").verdict, Verdict::seller_act);
  EXPECT_EQ(criterion("A figure of last year's sales").verdict, Verdict::unclear);
}

TEST(Criterion, KeepsSilentAboutWhatItDoesNotKnow) {
  EXPECT_EQ(criterion("Frobnicate the zanzibar"), (Judgement{Verdict::unclear, ""}));
  EXPECT_EQ(criterion(""), (Judgement{Verdict::unclear, ""}));
}

TEST(Does, HasTheProspectForItsSubjectUnlessAnotherIsNamed) {
  EXPECT_EQ(does("Presents the case inside the company").verdict, Verdict::fine);
  EXPECT_EQ(does("Call us back").verdict, Verdict::fine);
  EXPECT_EQ(does("Send the quote"), (Judgement{Verdict::seller_act, "send"}));
  EXPECT_EQ(does("We answer objections"), (Judgement{Verdict::seller_act, "we"}));
  EXPECT_EQ(does("Sales explains the offer"), (Judgement{Verdict::seller_act, "sales"}));
  EXPECT_EQ(does("Asks what we answer"), Judgement{});
}

TEST(Value, SpeaksOfUsOnlyWithoutACustomer) {
  EXPECT_EQ(judge_value("More qualified leads for our pipeline", english()),
            (Judgement{Verdict::seller_act, "qualified leads"}));
  EXPECT_EQ(judge_value("The customer's plan fits, and we win", english()), Judgement{});
  EXPECT_EQ(judge_value("Plans that hold", english()), Judgement{});
}

TEST(Words, FallBackToTheMainLanguageAndServeMapsWithTheirOwnWords) {
  Map map;
  map.language = "en-GB";
  EXPECT_TRUE(words_for(map));
  map.language = "de-AT";
  EXPECT_TRUE(words_for(map));
  map.language = "fr";
  EXPECT_FALSE(words_for(map));
  map.check.words = {{"customer", {"client"}}, {"act_irregular", {"signe"}}};
  const auto words = words_for(map);
  ASSERT_TRUE(words);
  EXPECT_EQ(judge_criterion("Le client signe le contrat", *words).verdict, Verdict::fine);
}

// The labelled list is read as it stands; a text that the rules get wrong stays in it.
struct Labelled {
  std::string kind, label, text;
};

std::vector<Labelled> labelled_texts(const std::string& language) {
  std::ifstream file(STAGECRAFT_SOURCE_DIR "/tests/process/check/texts-" + language + ".tsv");
  std::vector<Labelled> texts;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream fields(line);
    auto& text = texts.emplace_back();
    std::getline(fields, text.kind, '\t');
    std::getline(fields, text.label, '\t');
    std::getline(fields, text.text);
  }
  return texts;
}

void expect_right_on_labelled_texts(const std::string& language, std::size_t least) {
  static const std::map<Verdict, std::string> labels{{Verdict::fine, "fine"},
                                                     {Verdict::opinion, "opinion"},
                                                     {Verdict::seller_act, "seller-act"},
                                                     {Verdict::unclear, "unclear"}};
  Map map;
  map.language = language;
  const auto words = *words_for(map);
  const auto accuses = [](const std::string& label) {
    return label == "opinion" || label == "seller-act";
  };
  int accused = 0, rightly = 0, guilty = 0;
  std::string wrong;
  const auto texts = labelled_texts(language);
  ASSERT_GE(texts.size(), least);
  for (const auto& [kind, label, text] : texts) {
    ASSERT_THAT(label, testing::AnyOf("fine", "opinion", "seller-act", "unclear")) << text;
    const auto judged = kind == "does" ? judge_does(text, words) : judge_criterion(text, words);
    const auto said = labels.at(judged.verdict);
    guilty += accuses(label) ? 1 : 0;
    accused += accuses(said) ? 1 : 0;
    rightly += accuses(said) && said == label ? 1 : 0;
    if (said != label) wrong += kind + ": " + label + ", not " + said + ": " + text + "\n";
  }
  const double precision = static_cast<double>(rightly) / accused;
  const double recall = static_cast<double>(rightly) / guilty;
  testing::Test::RecordProperty("precision", std::to_string(precision));
  testing::Test::RecordProperty("recall", std::to_string(recall));
  EXPECT_GE(precision, 0.95) << rightly << " of " << accused << "\n" << wrong;
  EXPECT_GE(recall, 0.8) << rightly << " of " << guilty << "\n" << wrong;
}

TEST(TextRules, AreRightOnTheLabelledTexts) { expect_right_on_labelled_texts("en", 200); }

TEST(TextRules, AreRightOnTheLabelledGermanTexts) { expect_right_on_labelled_texts("de", 100); }

TEST(TextRules, ReadAMapInItsLanguage) {
  Map map;
  map.language = "de";
  map.roles = {{.id = "rep", .name = "Beratung", .side = Side::us, .x = {}}};
  const auto german = *words_for(map);
  EXPECT_EQ(judge_criterion("Angebot an den Kunden geschickt", german),
            (Judgement{Verdict::seller_act, "an den kunden"}));
  EXPECT_EQ(judge_does("Unsere Beratung richtet das System ein", german).verdict,
            Verdict::seller_act);
  EXPECT_EQ(judge_value("Mehr qualifizierte Leads für unsere Pipeline", german),
            (Judgement{Verdict::seller_act, "qualifizierte leads"}));
  EXPECT_EQ(judge_value("Pläne, die halten", german), Judgement{});
}

}  // namespace
}  // namespace stagecraft::process

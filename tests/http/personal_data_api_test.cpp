#include <fmt/format.h>

#include "store/check.h"
#include "store/contents.h"
#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class PersonalData : public ApiWorld {
 protected:
  PersonalData() {
    publish(map_of_two_stages);
    as(ada);
    dana_ =
        make("contacts", R"({"name":"Dana Zwyx","email":"dana@zwyx.example","phone":"+49 777"})");
    deal_ = fmt::format("/api/deals/{}",
                        make("deals", fmt::format(R"({{"name":"Plant 7","qualify":true,)"
                                                  R"("contacts":[{}]}})",
                                                  dana_)));
  }
  std::int64_t make(std::string_view noun, const std::string& body) {
    const auto made = ask(Method::post, fmt::format("/api/{}", noun), body,
                          {{"idempotency-key", fmt::format("make {}", ++keys_)}});
    EXPECT_EQ(made.status, 201) << made.text;
    return made.at("/id").as_int64();
  }
  void done(std::string_view what, const std::string& body) {
    const auto answer = post(deal_ + "/" + std::string(what), body);
    EXPECT_EQ(answer.status, 201) << answer.text;
  }
  std::string data_of_dana() const { return fmt::format("/api/contacts/{}/personal-data", dana_); }
  static std::string data_of(selling::PersonId person) {
    return fmt::format("/api/people/{}/personal-data", person.value);
  }
  std::vector<std::string> faults() {
    return store::check(workspace().location(), workspace().name()).faults;
  }

  std::int64_t dana_ = 0;
  std::string deal_;

 private:
  int keys_ = 0;
};

TEST_F(PersonalData, OfAContactIsExportedAndThenFoundNowhere) {
  done("touchpoints",
       fmt::format(R"({{"kind":"call","contacts":[{}],"note":"She zwyx said yes"}})", dana_));
  done("promises", fmt::format(R"({{"side":"customer","text":"zwyx sends papers",)"
                               R"("due":"2099-01-01","contacts":[{}]}})",
                               dana_));
  EXPECT_EQ(upload(fmt::format("{}/attachments?name=zwyx.txt&from={}", deal_, dana_), "zwyx paper",
                   "text/plain")
                .status,
            201);
  const auto exported = get(data_of_dana());
  ASSERT_EQ(exported.status, 200);
  EXPECT_EQ(exported.at("/contacts/0/email"), "dana@zwyx.example");
  EXPECT_EQ(exported.at("/notes").as_array().size(), 2U);
  EXPECT_EQ(exported.at("/files/0/name"), "zwyx.txt");
  const auto before = get(deal_).at("/deal/event_count");

  EXPECT_EQ(ask(Method::delete_, data_of_dana(), "").status, 204);
  for (const auto* left : {"Zwyx", "zwyx", "777"})
    EXPECT_EQ(everything().find(left), std::string::npos) << left;
  EXPECT_EQ(get("/api/search?q=zwyx").text.find("zwyx"), std::string::npos);
  EXPECT_EQ(get(deal_).at("/deal/event_count"), before);
  EXPECT_EQ(get(deal_).at("/deal/promises/0/text"), "");
  EXPECT_EQ(get(deal_).at("/deal/name"), "Plant 7");
  EXPECT_EQ(get(deal_ + "/attachments").at("/attachments").as_array().size(), 0U);
  const auto contents = store::Contents::of(workspace().location(), workspace().name());
  EXPECT_THAT(workspace().read([&](store::Connection& db) { return contents->list(db); }),
              IsEmpty());
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(PersonalData, OfAContactIsTakenOutOfTextsThatDoNotNameThemByNumber) {
  EXPECT_EQ(patch(deal_, R"({"values":[{"name":"name","value":"Press of Dana Zwyx"}]})").status,
            200);
  done("touchpoints",
       R"({"kind":"call","note":"DANA ZWYX called from +49 777 1, Dana@Zwyx.Example"})");
  EXPECT_EQ(
      upload(deal_ + "/attachments?name=CV%20Dana%20Zwyx.txt", "a paper", "text/plain").status,
      201);
  EXPECT_EQ(ask(Method::delete_, data_of_dana(), "").status, 204);
  EXPECT_THAT(everything(), AllOf(Not(HasSubstr("wyx")), Not(HasSubstr("WYX"))));
  EXPECT_EQ(get(deal_).at("/deal/name"), "Press of ***");
  EXPECT_EQ(get(deal_).at("/deal/touchpoints/0/note"), "*** called from *** 1, ***");
  EXPECT_EQ(get(deal_ + "/attachments").at("/attachments/0/name"), "CV ***.txt");
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(PersonalData, OfMergedContactsIsThatOfOnePerson) {
  const auto twin = make("contacts", R"({"name":"D. Zwyx"})");
  const auto path = fmt::format("/api/contacts/{}", twin);
  EXPECT_EQ(post(path + "/mergers", fmt::format(R"({{"into":{}}})", dana_)).status, 201);
  EXPECT_EQ(get(path + "/personal-data").at("/contacts").as_array().size(), 2U);
  EXPECT_EQ(ask(Method::delete_, path + "/personal-data", "").status, 204);
  EXPECT_THAT(everything(), Not(HasSubstr("Zwyx")));
}

TEST_F(PersonalData, OfAnErasedContactIsNotWrittenAgain) {
  const auto other = make("contacts", R"({"name":"Otto"})");
  ASSERT_EQ(ask(Method::delete_, data_of_dana(), "").status, 204);
  const auto path = fmt::format("/api/contacts/{}", dana_);
  EXPECT_EQ(patch(path, R"({"name":"Dana"})").status, 409);
  EXPECT_EQ(post(path + "/mergers", fmt::format(R"({{"into":{}}})", other)).status, 409);
  EXPECT_EQ(
      post(fmt::format("/api/contacts/{}/mergers", other), fmt::format(R"({{"into":{}}})", dana_))
          .status,
      409);
  EXPECT_EQ(get("/api/contacts").at("/contacts").as_array().size(), 1U);
  EXPECT_FALSE(get(path).at("/erased_at").is_null());
}

TEST_F(PersonalData, OfAnAccountIsExportedAndThenFoundNowhere) {
  const auto account = make("accounts", R"({"name":"Qwykk","domain":"qwykk.example",)"
                                        R"("address":"Qwykk Lane 1"})");
  const auto path = fmt::format("/api/accounts/{}", account);
  EXPECT_EQ(patch(deal_, fmt::format(R"({{"values":[{{"name":"account","value":"{}"}},)"
                                     R"({{"name":"name","value":"Qwykk, press 7"}}]}})",
                                     account))
                .status,
            200);
  done("touchpoints", R"({"kind":"call","note":"qwykk want it blue"})");
  EXPECT_EQ(upload(deal_ + "/attachments?name=offer%20Qwykk.txt", "an offer", "text/plain").status,
            201);
  const auto exported = get(path + "/personal-data");
  ASSERT_EQ(exported.status, 200) << exported.text;
  EXPECT_EQ(exported.at("/accounts/0/domain"), "qwykk.example");
  EXPECT_EQ(exported.at("/deals/0/name"), "Qwykk, press 7");
  EXPECT_EQ(exported.at("/notes/0/text"), "qwykk want it blue");
  const auto before = get(deal_).at("/deal/event_count");

  EXPECT_EQ(ask(Method::delete_, path + "/personal-data", "").status, 204);
  for (const auto* left : {"Qwykk", "qwykk", "wykk"})
    EXPECT_EQ(everything().find(left), std::string::npos) << left;
  EXPECT_EQ(get("/api/search?q=qwykk").text.find("qwykk"), std::string::npos);
  EXPECT_EQ(get(deal_).at("/deal/event_count"), before);
  EXPECT_EQ(get(deal_).at("/deal/name"), "***, press 7");
  EXPECT_EQ(get(deal_).at("/deal/touchpoints/0/note"), "");
  EXPECT_EQ(get(deal_ + "/attachments").at("/attachments/0/name"), "offer ***.txt");
  EXPECT_EQ(get(fmt::format("/api/contacts/{}", dana_)).at("/name"), "Dana Zwyx");
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(PersonalData, OfAnErasedAccountIsNotWrittenAgain) {
  const auto gone = make("accounts", R"({"name":"Qwykk"})");
  const auto other = make("accounts", R"({"name":"Other"})");
  const auto path = fmt::format("/api/accounts/{}", gone);
  ASSERT_EQ(ask(Method::delete_, path + "/personal-data", "").status, 204);
  EXPECT_EQ(patch(path, R"({"name":"Qwykk"})").status, 409);
  const auto merge = [&](std::int64_t from, std::int64_t into) {
    return post(fmt::format("/api/accounts/{}/mergers", from),
                fmt::format(R"({{"into":{}}})", into))
        .status;
  };
  EXPECT_EQ(merge(gone, other), 409);
  EXPECT_EQ(merge(other, gone), 409);
  EXPECT_EQ(get("/api/accounts").at("/accounts").as_array().size(), 1U);
  EXPECT_FALSE(get(path).at("/erased_at").is_null());
  EXPECT_EQ(get(path).at("/name"), "");
}

TEST_F(PersonalData, OfMergedAccountsIsThatOfOneCompany) {
  const auto twin = make("accounts", R"({"name":"Qwykk Ltd"})");
  const auto account = make("accounts", R"({"name":"Qwykk"})");
  const auto path = fmt::format("/api/accounts/{}", twin);
  EXPECT_EQ(post(path + "/mergers", fmt::format(R"({{"into":{}}})", account)).status, 201);
  EXPECT_EQ(ask(Method::delete_, path + "/personal-data", "").status, 204);
  EXPECT_THAT(everything(), Not(HasSubstr("Qwykk")));
}

TEST_F(PersonalData, OfAnAccountLeavesTextsOfDealsThatWentElsewhereButForTheName) {
  const auto first = make("accounts", R"({"name":"Qwykk"})");
  const auto second = make("accounts", R"({"name":"Other"})");
  for (const auto account : {first, second}) {
    EXPECT_EQ(
        patch(deal_, fmt::format(R"({{"values":[{{"name":"account","value":"{}"}}]}})", account))
            .status,
        200);
    done("touchpoints", R"({"kind":"call","note":"Not Qwykk but Qwykkinger"})");
  }
  EXPECT_EQ(ask(Method::delete_, fmt::format("/api/accounts/{}/personal-data", first), "").status,
            204);
  for (const auto* touch : {"0", "1"})
    EXPECT_EQ(get(deal_).at(fmt::format("/deal/touchpoints/{}/note", touch)),
              "Not *** but Qwykkinger");
}

TEST_F(PersonalData, OfAUserIsExportedAndThenFoundNowhere) {
  const auto eve = add_person("Eveqquux", "manager", north);
  as(eve);
  const auto deal = make("deals", R"({"name":"Plant 8","qualify":true})");
  const auto path = fmt::format("/api/deals/{}", deal);
  EXPECT_EQ(patch(path, R"({"values":[{"name":"name","value":"Plant 9"}]})").status, 200);
  EXPECT_EQ(post(path + "/touchpoints", R"({"kind":"call","note":"I qquux called"})").status, 201);
  as(ada);
  const auto about = fmt::format(R"({{"to":{},"note":"qquux will do it"}})", eve.value);
  static_cast<void>(post(path + "/hand-overs", about));
  const auto exported = get(data_of(eve));
  ASSERT_EQ(exported.status, 200);
  EXPECT_EQ(exported.at("/email"), "Eveqquux@example.org");
  EXPECT_GE(exported.at("/notes").as_array().size(), 1U);

  EXPECT_EQ(ask(Method::delete_, data_of(eve), "").status, 204);
  EXPECT_THAT(everything(), Not(HasSubstr("qquux")));
  EXPECT_EQ(get(path).at("/deal/name"), "Plant 9") << "the name of a deal is not theirs";
  const auto person = get(fmt::format("/api/people/{}", eve.value));
  EXPECT_EQ(person.at("/name"), "");
  EXPECT_EQ(person.at("/is_active"), false);
  EXPECT_EQ(patch(fmt::format("/api/people/{}", eve.value), R"({"is_active":true})").status, 409);
  EXPECT_EQ(
      post("/api/people", R"({"name":"Eve","email":"Eveqquux@example.org","role":"rep"})").status,
      201)
      << "the address is free again";
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(PersonalData, OfAUserMayLeaveWhatTheyWrote) {
  as(rob);
  const auto path = fmt::format("/api/deals/{}", make("deals", R"({"name":"P","qualify":true})"));
  EXPECT_EQ(post(path + "/touchpoints", R"({"kind":"call","note":"Wants a trial"})").status, 201);
  as(ada);
  EXPECT_EQ(ask(Method::delete_, data_of(rob) + "?keep_texts=true", "").status, 204);
  EXPECT_EQ(get(path).at("/deal/touchpoints/0/note"), "Wants a trial");
}

TEST_F(PersonalData, IsTheAdministratorsMatterAndNobodysOwn) {
  EXPECT_EQ(ask(Method::delete_, data_of(ada), "").status, 409);
  EXPECT_EQ(get(data_of(selling::PersonId{99})).status, 404);
  for (const auto* nobody : {"/api/contacts/99/personal-data", "/api/accounts/99/personal-data"})
    EXPECT_EQ(ask(Method::delete_, nobody, "").status, 404);
  for (const auto person : {mia, rob, vic}) {
    as(person);
    for (const auto& path :
         {data_of_dana(), data_of(sam), std::string("/api/accounts/1/personal-data")}) {
      EXPECT_EQ(get(path).status, 403);
      EXPECT_EQ(ask(Method::delete_, path, "").status, 403);
    }
  }
}

TEST_F(PersonalData, IsNotRepeatedByAKeptAnswer) {
  const auto body = R"({"name":"Uma Zwyx"})";
  const std::vector<Header> key{{"idempotency-key", "uma"}};
  const auto made = ask(Method::post, "/api/contacts", body, key);
  ASSERT_EQ(made.status, 201);
  EXPECT_EQ(ask(Method::delete_, made.header("Location") + "/personal-data", "").status, 204);
  const auto again = ask(Method::post, "/api/contacts", body, key);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.header("Location"), made.header("Location"));
  EXPECT_EQ(again.text, "{}");
}

}  // namespace
}  // namespace stagecraft::http

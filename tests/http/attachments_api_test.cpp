#include <fmt/format.h>

#include <fstream>

#include "http/media_types.h"
#include "store/check.h"
#include "store/contents.h"
#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view map_with_papers = R"(stagecraft: 1
id: papers
name: Papers
stages:
  - id: needs
    name: Needs
    does: [sends the papers]
    outputs: [{id: request, name: Request, by: customer}]
    exit: [{id: asked, text: the prospect sent the request, evidence: [{kind: document, output: request}]}]
  - {id: offer, name: Offer, does: [signs]}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
  - {id: gone, name: Gone, kind: lost}
)";
constexpr std::string_view pdf = "%PDF-1.7 the request";

class AttachmentsApi : public ApiWorld {
 protected:
  AttachmentsApi() {
    publish(map_with_papers);
    const auto made = post("/api/deals", R"({"name":"Plant 7","qualify":true})");
    EXPECT_EQ(made.status, 201) << made.text;
    deal_ = made.header("Location");
  }
  std::string attachments(std::string_view more = "") const {
    return deal_ + "/attachments" + std::string(more);
  }
  std::string attach(std::string_view name, std::string_view bytes = pdf) {
    const auto made = upload(attachments(fmt::format("?name={}", name)), bytes, "application/pdf");
    EXPECT_EQ(made.status, 201) << made.text;
    return made.header("Location");
  }
  std::vector<std::string> stored() {
    const auto contents = store::Contents::of(workspace().location(), workspace().name());
    return workspace().read([&](store::Connection& db) { return contents->list(db); });
  }
  Answer remove(const std::string& path) { return ask(Method::delete_, path, ""); }

  std::string deal_;
};

TEST_F(AttachmentsApi, AreKeptListedAndGivenBackByteByByte) {
  std::string bytes(pdf);
  bytes.append(600'000, '\0') += "\xff end";
  const auto dana = add_contact("Dana");
  const auto made =
      upload(attachments(fmt::format("?name=Anfrage%20%C3%BC.pdf&from={}", dana.value)), bytes,
             "Application/PDF; version=1.7");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/name"), "Anfrage ü.pdf");
  EXPECT_EQ(made.at("/media_type"), "application/pdf");
  EXPECT_EQ(made.at("/size").as_int64(), std::ssize(bytes));
  EXPECT_EQ(made.at("/from").as_int64(), dana.value);
  EXPECT_EQ(made.at("/by").as_int64(), rob.value);
  const auto path = made.header("Location");
  EXPECT_EQ(get(path).text, made.text);
  EXPECT_EQ(get(attachments()).at("/attachments").as_array().size(), 1U);

  const auto content = get(path + "/content");
  EXPECT_EQ(content.status, 200);
  EXPECT_TRUE(content.text == bytes);
  EXPECT_EQ(content.header("Content-Disposition"),
            "attachment; filename=\"Anfrage __.pdf\"; filename*=UTF-8''Anfrage%20%C3%BC.pdf");
  const auto again =
      ask(Method::get, path + "/content", "", {{"if-none-match", content.header("ETag")}});
  EXPECT_EQ(again.status, 304);
}

TEST_F(AttachmentsApi, AreEvidenceOfACriterionThatAsksForADocument) {
  EXPECT_EQ(post(deal_ + "/stage-entries", R"({"stage":"offer"})").status, 409);
  const auto evidence = [&](std::int64_t id) {
    return post(deal_ + "/evidence", fmt::format(R"({{"criterion":"asked","attachment":{}}})", id));
  };
  EXPECT_THAT(evidence(1).faults(), ElementsAre("attachment:1"));
  const auto path = attach("request.pdf");
  EXPECT_EQ(evidence(1).status, 201);
  EXPECT_EQ(post(deal_ + "/stage-entries", R"({"stage":"offer"})").status, 201);
  EXPECT_EQ(remove(path).status, 409) << "evidence rests on it";
  EXPECT_EQ(post(deal_ + "/evidence/asked/withdrawals", R"({"note":"Wrong papers"})").status, 201);
  EXPECT_EQ(remove(path).status, 204);
}

TEST_F(AttachmentsApi, OfAnotherDealAreNoEvidenceHere) {
  attach("request.pdf");
  const auto other = post("/api/deals", R"({"name":"Plant 8","qualify":true})").header("Location");
  EXPECT_THAT(post(other + "/evidence", R"({"criterion":"asked","attachment":1})").faults(),
              ElementsAre("attachment:1"));
  EXPECT_EQ(get(other + "/attachments/1").status, 404);
  EXPECT_EQ(get(other + "/attachments/1/content").status, 404);
  EXPECT_EQ(remove(other + "/attachments/1").status, 404);
}

TEST_F(AttachmentsApi, AreThereForThoseWhoSeeTheDealAndChangedByThoseWhoReachIt) {
  const auto path = attach("request.pdf");
  as(sam);
  for (const auto& hidden : {attachments(), path, path + "/content"})
    EXPECT_EQ(get(hidden).status, 404) << hidden;
  EXPECT_EQ(upload(attachments("?name=x.pdf"), pdf, "application/pdf").status, 404);
  EXPECT_EQ(remove(path).status, 404);
  as(vic);
  EXPECT_EQ(get(path + "/content").status, 200);
  EXPECT_EQ(upload(attachments("?name=x.pdf"), pdf, "application/pdf").status, 403);
  EXPECT_EQ(remove(path).status, 403);
}

TEST_F(AttachmentsApi, AreRefusedByNameTypeContentAndNumber) {
  const auto status = [&](std::string_view query, std::string_view bytes, std::string_view type) {
    return upload(attachments(query), bytes, type).status;
  };
  EXPECT_EQ(status("?name=a.exe", "MZ", "application/x-msdownload"), 415);
  EXPECT_EQ(status("?name=a.html", "<script>", "text/html"), 415);
  EXPECT_EQ(status("?name=a.pdf", pdf, ""), 415);
  EXPECT_EQ(status("?name=a.pdf", "MZ\x90", "application/pdf"), 422);
  EXPECT_EQ(status("?name=a.txt", std::string_view("a\0b", 3), "text/plain"), 422);
  EXPECT_EQ(status("?name=a.pdf", "", "application/pdf"), 422);
  for (const auto* name : {"..", "a%2Fb", "a%5Cb", "%E2%80%AEfdp.exe", "%20"})
    EXPECT_EQ(status(fmt::format("?name={}", name), pdf, "application/pdf"), 422) << name;
  EXPECT_EQ(status("", pdf, "application/pdf"), 422);
  EXPECT_EQ(status("?name=a.pdf&from=99", pdf, "application/pdf"), 422);
  settings().attachments_per_deal = 1;
  EXPECT_EQ(status("?name=a.pdf", pdf, "application/pdf"), 201);
  EXPECT_EQ(status("?name=b.pdf", pdf, "application/pdf"), 409);
  EXPECT_EQ(status("?name=a.pdf", pdf, "application/pdf"), 200) << "it is there already";
}

TEST_F(AttachmentsApi, KeepTheSameBytesOnceUntilTheLastOfThemIsRemoved) {
  const auto first = attach("a.pdf"), second = attach("b.pdf");
  EXPECT_EQ(stored().size(), 1U);
  EXPECT_EQ(remove(first).status, 204);
  EXPECT_EQ(remove(first).status, 404);
  EXPECT_EQ(get(second + "/content").text, pdf);
  EXPECT_EQ(remove(second).status, 204);
  EXPECT_THAT(stored(), IsEmpty());
  EXPECT_THAT(store::check(workspace().location(), workspace().name()).faults, IsEmpty());
  attach("a.pdf");
  EXPECT_EQ(stored().size(), 1U);
}

TEST_F(AttachmentsApi, BreakOffADownloadOfWhatIsNotWhatWasAttached) {
  const auto path = attach("a.pdf");
  const auto file =
      workspace().location().folder_of("main") / stored().front().substr(0, 2) / stored().front();
  std::ofstream(file, std::ios::binary) << "something else";
  EXPECT_THROW(get(path + "/content"), base::Error);
  EXPECT_THAT(store::check(workspace().location(), workspace().name()).faults,
              ElementsAre(HasSubstr("missing, or not what was attached")));
  EXPECT_EQ(attach("again.pdf").empty(), false);
  EXPECT_EQ(get(path + "/content").text, pdf) << "giving it again mends it";
}

TEST(MediaTypes, AreReadWithoutParametersAndMatchedByTheirBeginning) {
  EXPECT_EQ(media_type_of(" Text/CSV ; charset=utf-8"), "text/csv");
  for (const auto* bad : {"", "text", "text/", "/csv", "te xt/csv", "text/c/v"})
    EXPECT_EQ(media_type_of(bad), "") << bad;
  EXPECT_TRUE(is_listed("image/png", "text/plain, image/*"));
  EXPECT_FALSE(is_listed("image/png", "text/plain,image/pn"));
  EXPECT_FALSE(is_listed("", "text/plain,,"));
}

TEST(MediaTypes, AreHeldAgainstTheFirstBytes) {
  EXPECT_TRUE(agrees("image/webp", std::string_view("RIFF\0\0\0\0WEBP", 12)));
  EXPECT_FALSE(agrees("image/webp", "RIFF"));
  EXPECT_TRUE(agrees("image/tiff", std::string_view("MM\0*", 4)));
  EXPECT_TRUE(agrees("application/vnd.oasis.opendocument.text", "PK\x03\x04..."));
  EXPECT_FALSE(agrees("image/png", "\x89PNX"));
  EXPECT_TRUE(agrees("application/x-own", "anything"));
}

}  // namespace
}  // namespace stagecraft::http

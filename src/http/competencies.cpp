#include "store/competencies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "http/audit.h"
#include "http/desk.h"
#include "http/precondition.h"
#include "http/resources.h"
#include "http/response.h"
#include "http/shape.h"
#include "selling/gaps.h"
#include "store/people.h"

namespace stagecraft::selling {

BOOST_DESCRIBE_STRUCT(SkillHolder, (), (person, level, gap))
BOOST_DESCRIBE_STRUCT(StageSkill, (), (stage, competency, name, level, level_name, holders, able))

}  // namespace stagecraft::selling

namespace stagecraft::store {

BOOST_DESCRIBE_STRUCT(Assessment, (), (competency, level, at, by))

}  // namespace stagecraft::store

namespace stagecraft::http {

/// A competency of the published maps.
struct KnownCompetency {
  std::string id, name, text;
  std::vector<std::string> levels;
};
BOOST_DESCRIBE_STRUCT(KnownCompetency, (), (id, name, text, levels))

struct AssessedPerson {
  selling::PersonId person;
  std::vector<store::Assessment> competencies;
};
BOOST_DESCRIBE_STRUCT(AssessedPerson, (), (person, competencies))

struct CompetencyList {
  std::vector<KnownCompetency> competencies;
  std::vector<AssessedPerson> people;
  static constexpr Note notes[] = {
      {.field = "competencies", .text = "Of the newest versions of all processes, by name"},
      {.field = "people", .text = "Everybody who may sign in"}};
};
BOOST_DESCRIBE_STRUCT(CompetencyList, (), (competencies, people))

struct AskedLevel {
  std::string competency;
  int level = 1;
  static constexpr Note notes[] = {
      {.field = "competency", .text = "Its id in the maps", .least = 1, .most = 200},
      {.field = "level", .text = "1 to the number of its levels", .least = 1, .most = 100}};
};
BOOST_DESCRIBE_STRUCT(AskedLevel, (), (competency, level))

struct AskedLevels {
  std::vector<AskedLevel> competencies;
  static constexpr Note notes[] = {
      {.field = "competencies", .text = "All of them; what is left out goes", .most = 500}};
};
BOOST_DESCRIBE_STRUCT(AskedLevels, (), (competencies))

struct StageSkills {
  std::vector<selling::StageSkill> skills;
  int people = 0;
  static constexpr Note notes[] = {
      {.field = "skills",
       .text = "In the order of the stages: who masters it, and with what gap to what is asked"},
      {.field = "people", .text = "How many may sign in, assessed or not"}};
};
BOOST_DESCRIBE_STRUCT(StageSkills, (), (skills, people))

namespace {

using selling::PersonId;
using selling::Right;

/// By id; where several maps have one of an id, that of the oldest process.
std::map<std::string, KnownCompetency> known_competencies(const Desk& desk) {
  std::map<std::string, KnownCompetency> known;
  for (const auto& row : store::list_processes(desk.db())) {
    if (row.head == 0 || row.archived_at) continue;
    for (const auto& one : desk.version({row.id, row.head}).map.competencies)
      known.try_emplace(one.id,
                        KnownCompetency{one.id, one.name, one.text, selling::level_names(one)});
  }
  return known;
}

AssessedPerson assessed(const Desk& desk, PersonId person) {
  return {person, store::assessments_of(desk.db(), person)};
}

Response list_competencies(const Request& request, App& app) {
  return look(request, app, [](const Desk& desk) {
    CompetencyList list;
    for (auto& [id, one] : known_competencies(desk)) list.competencies.push_back(std::move(one));
    std::ranges::stable_sort(list.competencies, {}, &KnownCompetency::name);
    for (const auto& person : store::skilled_people(desk.db()))
      list.people.push_back(assessed(desk, person.person));
    return reply(200, list);
  });
}

store::Person person_in_path(const Desk& desk, const Request& request) {
  return store::get_person(desk.db(), request.id_of<PersonId>("person"));
}

Response get_competencies(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto told = assessed(desk, person_in_path(desk, request).id);
    return with_etag(reply(200, told), etag_of(told), request);
  });
}

/// What a person was assessed in before may stay, though no map has it any more.
void check(const Desk& desk, const AskedLevels& wanted, const AssessedPerson& before) {
  const auto known = known_competencies(desk);
  std::set<std::string_view> named;
  selling::Gaps gaps;
  for (std::size_t i = 0; i < wanted.competencies.size(); ++i) {
    const auto& [id, level] = wanted.competencies[i];
    const auto at = fmt::format("/competencies/{}", i);
    gaps.unless(named.insert(id).second, at, "it is named twice");
    const auto found = known.find(id);
    const bool is_kept =
        std::ranges::find(before.competencies, id, &store::Assessment::competency) !=
        before.competencies.end();
    gaps.unless(found != known.end() || is_kept, at + "/competency",
                "no published map has this competency");
    gaps.unless(found == known.end() || level <= std::ssize(found->second.levels), at + "/level",
                "the competency has no such level");
  }
  gaps.refuse("The levels cannot be written");
}

/// For the audit: a member a competency.
std::string levels_text(const AssessedPerson& person) {
  std::map<std::string, int> levels;
  for (const auto& one : person.competencies) levels[one.competency] = one.level;
  return to_json(levels);
}

Response put_competencies(const Request& request, App& app) {
  const auto wanted = request.read<AskedLevels>();
  return write(request, app, [&](const Desk& desk, store::Transaction& transaction) {
    const auto person = person_in_path(desk, request);
    const auto before = assessed(desk, person.id);
    respect_match(request, etag_of(before));
    check(desk, wanted, before);
    std::vector<selling::SkillLevel> levels;
    for (const auto& [competency, level] : wanted.competencies)
      levels.push_back({competency, level});
    store::assess(transaction, {.person = person.id, .at = desk.now(), .by = desk.actor().person},
                  levels);
    const auto after = assessed(desk, person.id);
    note_change(desk, transaction,
                {store::AuditKind::competencies_changed, id_text(person.id), person.name},
                levels_text(before), levels_text(after));
    return reply_with_tag(200, after);
  });
}

Response of_process(const Request& request, App& app) {
  return look(request, app, [&](const Desk& desk) {
    const auto row = desk.process(request.id_of<selling::ProcessId>("process"));
    const auto people = store::skilled_people(desk.db());
    StageSkills told{.skills = {}, .people = static_cast<int>(people.size())};
    if (row.head > 0)
      told.skills = selling::stage_skills(desk.version({row.id, row.head}).map, people);
    return reply(200, told);
  });
}

}  // namespace

void add_competencies(Routes& routes) {
  routes.add({.path = "/api/competencies",
              .access = Access::with(Right::people_read),
              .summary = "The competencies of the maps, and who masters them how well",
              .replies = {{200, "Competencies and people", &shape_of<CompetencyList>()}},
              .handler = list_competencies});
  routes.add({.path = "/api/people/{person}/competencies",
              .access = Access::with(Right::people_read),
              .summary = "What a person is able to do, who says so and since when",
              .replies = {{200, "The levels", &shape_of<AssessedPerson>()},
                          {304, "They are what the client has"},
                          {404, "There is no such person"}},
              .handler = get_competencies});
  routes.add({.method = Method::put,
              .path = "/api/people/{person}/competencies",
              .access = Access::with(Right::people_change),
              .summary = "Assess what a person is able to do",
              .body = &shape_of<AskedLevels>(),
              .replies = {{200, "The levels", &shape_of<AssessedPerson>()},
                          {404, "There is no such person"},
                          {412, "They are no longer as If-Match says"}},
              .handler = put_competencies});
  routes.add({.path = "/api/processes/{process}/competencies",
              .access = Access::with(Right::map_read),
              .summary = "What the stages of a process ask of people, and who has it",
              .text = "Of its newest version; people who may sign in.",
              .replies = {{200, "A row a stage and competency", &shape_of<StageSkills>()},
                          {404, "There is no such process"}},
              .handler = of_process});
}

}  // namespace stagecraft::http

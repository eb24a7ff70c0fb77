import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { Mark } from "../../ui/marks.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { useEditor } from "./editor.tsx";
import { find_spot, title_of } from "./elements.ts";
import { texts } from "./texts.ts";

type StageSkill = Schemas["StageSkill"];

function Holders({ skill, people }: { skill: StageSkill; people: number }) {
  const { t } = useTranslation(texts);
  const { name_of_person } = useEditor();
  const able = skill.holders.filter((holder) => holder.gap <= 0);
  const nearest = skill.holders[0];
  if (able.length > 0)
    return (
      <>
        {able.map((holder) => name_of_person(holder.person)).join(", ")}{" "}
        <span className="q s">{t("sk_able", { count: skill.able, people })}</span>
      </>
    );
  return (
    <>
      <Mark kind="limit">{t("sk_nobody")}</Mark>
      {nearest && (
        <span className="q s">
          {" "}
          {t("sk_near", { name: name_of_person(nearest.person), level: nearest.level })}
        </span>
      )}
    </>
  );
}

function Row({ skill, people }: { skill: StageSkill; people: number }) {
  const { t } = useTranslation(texts);
  const { map, published } = useEditor();
  const at = `stage:${skill.stage}`;
  const name = title_of(find_spot(published ?? map, at) ?? find_spot(map, at)) || skill.stage;
  return (
    <tr>
      <td className="b">{name}</td>
      <td>{t("sk_asks", { name: skill.name, level: skill.level_name || skill.level })}</td>
      <td>
        <Holders skill={skill} people={people} />
      </td>
    </tr>
  );
}

/// Which competencies the stages ask for, who has them, and where nobody does: as the server reckons the gaps.
export function SkillsSection() {
  const { t } = useTranslation(texts);
  const { process } = useEditor();
  const query = $api.useQuery("get", "/api/processes/{process}/competencies", {
    params: { path: { process } },
  });
  return (
    <div className="map-skills">
      <Section
        title={t("sk_title")}
        more={
          <Link to="/settings" search={{ section: "competencies" }}>
            {t("sk_text")}
          </Link>
        }
      >
        <Answer query={query} what={t("sk_title")}>
          {({ skills, people }) =>
            skills.length === 0 ? (
              <Empty>{t("sk_none")}</Empty>
            ) : (
              <table className="tb">
                <thead>
                  <tr>
                    <th>{t("sk_stage")}</th>
                    <th>{t("sk_asked")}</th>
                    <th>{t("sk_who")}</th>
                  </tr>
                </thead>
                <tbody>
                  {skills.map((skill) => (
                    <Row key={`${skill.stage} ${skill.competency}`} skill={skill} people={people} />
                  ))}
                </tbody>
              </table>
            )
          }
        </Answer>
      </Section>
    </div>
  );
}

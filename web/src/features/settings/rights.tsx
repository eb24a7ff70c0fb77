import { Check } from "lucide-react";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useSession } from "../../app/session.tsx";
import { add_texts } from "../../app/texts.ts";
import { Section } from "../../ui/section.tsx";
import { Answer } from "../../ui/states.tsx";
import { useRightNames } from "./right_names.ts";
import { useRoleNames } from "./role_names.ts";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_rights", {
  en: {
    text: "What each role may do. Your own role is {{role}}. Which deals somebody sees, their own, their team’s or all, the program decides with each answer.",
    right: "It may",
    has: "yes",
    has_not: "no",
  },
  de: {
    text: "Was jede Rolle darf. Ihre eigene Rolle ist {{role}}. Welche Deals jemand sieht, eigene, die des Teams oder alle, entscheidet das Programm bei jeder Antwort.",
    right: "Darf",
    has: "ja",
    has_not: "nein",
  },
});

export function Rights() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const { role } = useSession();
  const role_name = useRoleNames();
  const name_of = useRightNames();
  const query = $api.useQuery("get", "/api/rights", {}, { staleTime: 3_600_000 });
  return (
    <Section title={shared("rights")}>
      <p className="q s">{t("text", { role: role_name(role) })}</p>
      <Answer query={query} what={shared("rights")} lines={8}>
        {(rights) => {
          const roles = [...new Set(rights.flatMap((right) => right.roles))];
          return (
            <div className="scroll">
              <table className="tb rt">
                <thead>
                  <tr>
                    <th>{t("right")}</th>
                    {roles.map((one) => (
                      <th key={one} className="role" aria-sort={one === role ? "other" : undefined}>
                        {role_name(one)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rights.map((right) => (
                    <tr key={right.word}>
                      <td>{name_of(right.word)}</td>
                      {roles.map((one) => (
                        <td key={one} className="role">
                          {right.roles.includes(one) ? (
                            <>
                              <Check className="i good" aria-hidden />
                              <span className="only-heard">{t("has")}</span>
                            </>
                          ) : (
                            <>
                              <span className="q" aria-hidden>
                                –
                              </span>
                              <span className="only-heard">{t("has_not")}</span>
                            </>
                          )}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </Answer>
    </Section>
  );
}

import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { $api } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { Answer } from "../../ui/states.tsx";
import { Scroll } from "./scroll.tsx";
import { texts } from "./texts.ts";

const shown_lines = 20;

/// The first lines of a job: where in the file, which value, why. The others are in the download.
export function Lines({ job }: { job: number }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const query = $api.useQuery("get", "/api/jobs/{job}/lines", {
    params: { path: { job }, query: { limit: shown_lines } },
  });
  return (
    <Answer query={query} what={t("the_lines")}>
      {({ lines, next }) => (
        <Scroll label={t("the_lines")}>
          <table className="tb s">
            <thead>
              <tr>
                <th>{t("where")}</th>
                <th className="num">{t("line")}</th>
                <th>{t("column")}</th>
                <th>{t("value")}</th>
                <th>{t("why")}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.number}>
                  <td>
                    {line.deal ? (
                      <Link to="/deals/$deal" params={{ deal: `${line.deal}` }}>
                        {line.source || `${line.deal}`}
                      </Link>
                    ) : (
                      line.source
                    )}
                  </td>
                  <td className="num">{line.line === null ? "" : format.number(line.line)}</td>
                  <td>{line.field}</td>
                  <td className="import-value">{line.value}</td>
                  <td>{line.text}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {next !== null && <p className="q s">{t("more_lines")}</p>}
        </Scroll>
      )}
    </Answer>
  );
}

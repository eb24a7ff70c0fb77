import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { useSession } from "../../app/session.tsx";
import { add_texts } from "../../app/texts.ts";
import { fault_at } from "../../deals/acts.ts";
import { FormError } from "../../deals/form_error.tsx";
import { Button } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { CheckField, TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Segments } from "../../ui/segments.tsx";
import { Answer, Empty } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { Confirm, SettingsForm, useAnew } from "./parts.tsx";
import { useRightNames } from "./right_names.ts";
import { settings_texts } from "./texts.ts";

const texts = add_texts("settings_tokens", {
  en: {
    text: "A token lets a program work in your name, as far as you allow and never further than you may yourself.",
    none: "You have no tokens. One that you make stands here with the day when it was used last.",
    name: "What it is for",
    may: "It may do",
    used: "Used last",
    never: "never",
    ends: "Ends",
    no_end: "when you withdraw it",
    all: "all that you may",
    chosen: "only what is ticked",
    rights: "What it may do",
    until: "Ends on (optional)",
    make: "Make a token",
    made: "Token ‘{{name}}’",
    withdraw: "Withdraw",
    withdraw_question: "Programs that use ‘{{name}}’ will be refused from now on.",
    withdrawn: "The token ‘{{name}}’ is withdrawn.",
    new: "New token",
  },
  de: {
    text: "Mit einem Token arbeitet ein Programm in Ihrem Namen, so weit Sie es erlauben und nie weiter, als Sie selbst dürfen.",
    none: "Sie haben keine Token. Ein neues steht hier mit dem Tag, an dem es zuletzt benutzt wurde.",
    name: "Wofür es ist",
    may: "Es darf",
    used: "Zuletzt benutzt",
    never: "nie",
    ends: "Endet",
    no_end: "wenn Sie es widerrufen",
    all: "alles, was Sie dürfen",
    chosen: "nur das Angekreuzte",
    rights: "Was es darf",
    until: "Endet am (freiwillig)",
    make: "Token anlegen",
    made: "Token „{{name}}“",
    withdraw: "Widerrufen",
    withdraw_question: "Programme, die „{{name}}“ verwenden, werden ab jetzt abgewiesen.",
    withdrawn: "Das Token „{{name}}“ ist widerrufen.",
    new: "Neues Token",
  },
});

type Token = Schemas["TokenView"];

function Row({ token }: { token: Token }) {
  const { t } = useTranslation(texts);
  const format = useFormat();
  const name_of = useRightNames();
  const anew = useAnew("/api/tokens");
  const withdraw = $api.useMutation("delete", "/api/tokens/{token}", {
    onSuccess: () => {
      say(t("withdrawn", { name: token.name }));
      void anew();
    },
  });
  const may = token.scopes === "all" ? t("all") : format.list(token.scopes.split(" ").map(name_of));
  return (
    <tr>
      <td className="b">{token.name}</td>
      <td className="s">{may}</td>
      <td className="num">
        {token.used_at ? format.day(token.used_at) : <span className="q">{t("never")}</span>}
      </td>
      <td className="num">
        {token.expires_at ? format.full_day(token.expires_at) : <span className="q">{t("no_end")}</span>}
      </td>
      <td className="num">
        <Confirm
          question={t("withdraw_question", { name: token.name })}
          verb={t("withdraw")}
          act={t("withdraw")}
          on_act={() => withdraw.mutate({ params: { path: { token: token.id } } })}
          is_pending={withdraw.isPending}
          error={withdraw.error}
        />
      </td>
    </tr>
  );
}

function NewToken() {
  const { t } = useTranslation(texts);
  const { rights } = useSession();
  const name_of = useRightNames();
  const anew = useAnew("/api/tokens");
  const [name, set_name] = useState("");
  const [reach, set_reach] = useState<"all" | "chosen">("chosen");
  const [chosen, set_chosen] = useState<readonly string[]>(["deal.read"]);
  const [until, set_until] = useState("");
  const make = $api.useMutation("post", "/api/tokens", { onSuccess: () => void anew() });
  const send = () =>
    make.mutate({
      body: {
        name,
        scopes: reach === "all" ? ["all"] : [...chosen],
        expires_at: until ? `${until}T23:59:59Z` : null,
      },
    });
  const tick = (right: string, is_on: boolean) =>
    set_chosen(is_on ? [...chosen, right] : chosen.filter((one) => one !== right));
  return (
    <Section title={t("new")}>
      {make.data && <Copyable label={t("made", { name })} text={make.data.secret} once />}
      <SettingsForm label={t("new")} on_send={send}>
        <TextField
          label={t("name")}
          value={name}
          error={fault_at(make.error, "/name")}
          onChange={(event) => set_name(event.target.value)}
        />
        <TextField
          label={t("until")}
          type="date"
          value={until}
          error={fault_at(make.error, "/expires_at")}
          onChange={(event) => set_until(event.target.value)}
        />
        <fieldset>
          <legend>{t("rights")}</legend>
          <Segments
            label={t("rights")}
            choices={[
              { id: "chosen", name: t("chosen") },
              { id: "all", name: t("all") },
            ]}
            chosen={reach}
            on_choose={set_reach}
          />
          {reach === "chosen" && (
            <div className="ticks">
              {rights.map((right) => (
                <CheckField
                  key={right}
                  label={name_of(right)}
                  checked={chosen.includes(right)}
                  onChange={(event) => tick(right, event.target.checked)}
                />
              ))}
            </div>
          )}
        </fieldset>
        <div className="save">
          <FormError error={make.error} fields={["/name", "/expires_at"]} />
          <Button kind="main" type="submit" isPending={make.isPending}>
            {t("make")}
          </Button>
        </div>
      </SettingsForm>
    </Section>
  );
}

export function Tokens() {
  const { t } = useTranslation(texts);
  const { t: shared } = useTranslation(settings_texts);
  const query = $api.useQuery("get", "/api/tokens", {});
  return (
    <>
      <Section title={shared("tokens")}>
        <p className="q s">{t("text")}</p>
        <Answer query={query} what={shared("tokens")}>
          {(all) => {
            const tokens = all.filter((token) => token.revoked_at === null);
            if (tokens.length === 0) return <Empty>{t("none")}</Empty>;
            return (
              <div className="scroll">
                <table className="tb">
                  <thead>
                    <tr>
                      <th>{t("name")}</th>
                      <th>{t("may")}</th>
                      <th className="num">{t("used")}</th>
                      <th className="num">{t("ends")}</th>
                      <th>
                        <span className="only-heard">{t("withdraw")}</span>
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {tokens.map((token) => (
                      <Row key={token.id} token={token} />
                    ))}
                  </tbody>
                </table>
              </div>
            );
          }}
        </Answer>
      </Section>
      <NewToken />
    </>
  );
}

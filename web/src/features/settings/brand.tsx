import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { $api, api } from "../../api/client.ts";
import { type Got, type Tagged, useTagged } from "../../api/tagged.ts";
import { contrast, mark_contrast, on_paper, papers } from "../../app/brand.ts";
import { useFormat } from "../../app/format.ts";
import type { Theme } from "../../app/theme.ts";
import { fault_at } from "../../deals/acts.ts";
import { TextField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, Empty, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import { brand_texts } from "./brand_texts.ts";
import { if_match, useDraft } from "./draft.ts";
import { Confirm, SaveRow, SettingsForm, useAnew } from "./parts.tsx";
import { settings_texts } from "./texts.ts";

type BrandView = Got<"/api/workspace/brand">;

const path = "/api/workspace/brand";

/// The colour on the paper of one theme, and what becomes of it where it would hardly be seen.
function Preview({ colour, theme }: { colour: string; theme: Theme }) {
  const { t } = useTranslation(brand_texts);
  const format = useFormat();
  const shown = on_paper(colour, theme);
  const ratio = contrast(colour, papers[theme]);
  if (shown === undefined || ratio === undefined) return null;
  return (
    <li className="row">
      <span className="brand-swatch" style={{ background: papers[theme] }} aria-hidden>
        <i style={{ background: shown }} />
      </span>
      <span className="s">
        <span className="b">{t(`preview_${theme}`)}</span>{" "}
        <span className="q">
          {ratio < mark_contrast
            ? t("adjusted", { ratio: format.fixed(ratio, 1), shown })
            : t("contrast", { ratio: format.fixed(ratio, 1) })}
        </span>
      </span>
    </li>
  );
}

function Words({ read }: { read: Tagged<BrandView> }) {
  const { t } = useTranslation(brand_texts);
  const { t: shared } = useTranslation(settings_texts);
  const anew = useAnew(path);
  const { name, colour } = read.data;
  const draft = useDraft({ data: { name, colour }, etag: read.etag });
  const change = $api.useMutation("put", path, {
    onSuccess: () => say(shared("saved")),
    onSettled: () => anew(),
  });
  return (
    <SettingsForm
      label={shared("brand")}
      on_send={() => change.mutate({ body: draft.value, ...if_match(draft.etag) })}
    >
      <TextField
        label={t("name")}
        hint={t("name_hint")}
        maxLength={60}
        value={draft.value.name}
        error={fault_at(change.error, "/name")}
        onChange={(event) => draft.set({ name: event.target.value })}
      />
      <TextField
        label={t("colour")}
        hint={t("colour_hint")}
        value={draft.value.colour}
        error={fault_at(change.error, "/colour")}
        onChange={(event) => draft.set({ colour: event.target.value.trim() })}
      />
      <ul className="brand-previews" aria-label={t("preview")}>
        <Preview colour={draft.value.colour} theme="light" />
        <Preview colour={draft.value.colour} theme="dark" />
      </ul>
      <SaveRow draft={draft} is_pending={change.isPending} error={change.error} />
    </SettingsForm>
  );
}

/// Sends a picture as it is; the server looks whether it is one.
function useLogo() {
  const { t } = useTranslation(brand_texts);
  const anew = useAnew(path);
  const put = useMutation({
    mutationFn: (file: File) =>
      api.PUT("/api/workspace/brand/logo", {
        headers: { "Content-Type": file.type || "application/octet-stream" },
        // The document says text; what is sent is the file as it is.
        body: file as unknown as string,
        bodySerializer: (body: unknown) => body as File,
      }),
    onSuccess: () => {
      say(t("logo_saved"));
      void anew();
    },
  });
  const remove = $api.useMutation("delete", "/api/workspace/brand/logo", {
    onSuccess: () => {
      say(t("logo_gone"));
      void anew();
    },
  });
  return { put, remove };
}

function Logo({ brand }: { brand: BrandView }) {
  const { t } = useTranslation(brand_texts);
  const { put, remove } = useLogo();
  const { logo } = brand;
  return (
    <Section title={t("logo")}>
      <p className="q s">{t("logo_text")}</p>
      {logo ? (
        <p>
          <img
            className="brand-logo"
            src={logo.path}
            width={logo.width}
            height={logo.height}
            alt={t("logo_alt")}
          />
        </p>
      ) : (
        <Empty>{t("logo_none")}</Empty>
      )}
      <div className="acts">
        <label className="btn s">
          {t("choose")}
          <input
            type="file"
            className="only-heard"
            accept="image/png,image/jpeg,image/webp"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file) put.mutate(file);
              event.target.value = "";
            }}
          />
        </label>
        {logo && (
          <Confirm
            question={t("logo_none")}
            verb={t("remove")}
            act={t("remove")}
            on_act={() => remove.mutate({})}
            is_pending={remove.isPending}
            error={remove.error}
          />
        )}
      </div>
      <ErrorLine error={put.error} />
    </Section>
  );
}

/// Name, colour and logo that pages show in their head.
export function Brand() {
  const { t } = useTranslation(brand_texts);
  const { t: shared } = useTranslation(settings_texts);
  const query = useTagged(path);
  return (
    <Answer query={query} what={shared("brand")}>
      {(read) => (
        <>
          <Section title={shared("brand")}>
            <p className="q s">{t("text")}</p>
            <Words read={read} />
          </Section>
          <Logo brand={read.data} />
        </>
      )}
    </Answer>
  );
}

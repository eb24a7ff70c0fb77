import { Download, Paperclip, X } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { $api, type Schemas } from "../../api/client.ts";
import { useFormat } from "../../app/format.ts";
import { ActForm, useDone } from "../../deals/act_form.tsx";
import { useRefreshDeal } from "../../deals/acts.ts";
import { attach } from "../../deals/moves.ts";
import { useDealContacts, usePeople } from "../../deals/names.ts";
import { useMayOn } from "../../deals/use_may_on.ts";
import { IconButton } from "../../ui/button.tsx";
import { SelectField } from "../../ui/fields.tsx";
import { Section } from "../../ui/section.tsx";
import { Answer, ErrorLine } from "../../ui/states.tsx";
import { say } from "../../ui/toasts.tsx";
import type { DealView } from "./model.ts";
import { page_texts } from "./texts.ts";
import { useDo } from "./use_do.ts";

function AttachForm({ deal }: { deal: number }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const contacts = [...useDealContacts(deal).values()];
  const [file, set_file] = useState<File>();
  const [from, set_from] = useState("");
  const [error, set_error] = useState<unknown>();
  const [is_pending, set_pending] = useState(false);
  const { done } = useDone(deal, doing.close);
  const send = async () => {
    if (!file) return set_error(new Error(t("choose_file")));
    set_pending(true);
    try {
      await attach(deal, file, from ? Number(from) : undefined);
      done(t("said_attached", { name: file.name }));
    } catch (caught) {
      set_error(caught);
      set_pending(false);
    }
  };
  return (
    <ActForm
      title={t("attach_title")}
      act={t("do_attach")}
      error={error}
      is_pending={is_pending}
      on_send={() => void send()}
      on_close={doing.close}
    >
      <div className="field">
        <label className="btn s filebtn">
          <Paperclip className="i" aria-hidden />
          <span className="clip">{file?.name ?? t("choose_file")}</span>
          <input type="file" onChange={(event) => set_file(event.target.files?.[0])} />
        </label>
      </div>
      <SelectField
        label={t("given_by")}
        hint={t("given_by_hint")}
        value={from}
        onChange={(event) => set_from(event.target.value)}
        choices={[
          { id: "", name: t("ourselves") },
          ...contacts.map((one) => ({ id: `${one.id}`, name: one.name })),
        ]}
      />
    </ActForm>
  );
}

/// Bytes as kB or MB, as files are told of.
function size_in_words(size: number, number: (value: number, digits?: number) => string) {
  return size < 1_000_000
    ? `${number(Math.max(1, Math.round(size / 1000)))} kB`
    : `${number(size / 1e6, 1)} MB`;
}

function Row({ file, deal }: { file: Schemas["Attachment"]; deal: number }) {
  const { t } = useTranslation(page_texts);
  const format = useFormat();
  const people = usePeople();
  const contacts = useDealContacts(deal);
  const may_change = useMayOn(deal, "deal.change");
  const refresh = useRefreshDeal(deal);
  const path = { deal, attachment: file.id };
  const remove = $api.useMutation("delete", "/api/deals/{deal}/attachments/{attachment}", {
    onSuccess: () => {
      refresh();
      say(t("said_removed", { name: file.name }));
    },
  });
  const from = file.from ? contacts.get(file.from)?.name : people.names.get(file.by ?? 0);
  return (
    <li>
      <Download className="i q" aria-hidden />
      <span className="grow">
        <a href={`/api/deals/${deal}/attachments/${file.id}/content`} download={file.name}>
          {file.name}
        </a>
        <span className="q s blockline">
          {[from, format.day(file.at), size_in_words(file.size, format.number.bind(format))]
            .filter(Boolean)
            .join(", ")}
        </span>
        <ErrorLine error={remove.error} />
      </span>
      {may_change && (
        <IconButton
          label={t("remove_file", { name: file.name })}
          isDisabled={remove.isPending}
          onPress={() => remove.mutate({ params: { path } })}
        >
          <X className="i" />
        </IconButton>
      )}
    </li>
  );
}

/// Files on the deal: what the customer gave, and ours.
export function Attachments({ view }: { view: DealView }) {
  const { t } = useTranslation(page_texts);
  const doing = useDo();
  const may_change = useMayOn(view.deal.id, "deal.change");
  const deal = view.deal.id;
  const query = $api.useQuery("get", "/api/deals/{deal}/attachments", { params: { path: { deal } } });
  return (
    <Section
      title={t("files")}
      more={
        may_change && (
          <button type="button" className="linkbtn" onClick={() => doing.open("attach")}>
            {t("add_file")}
          </button>
        )
      }
    >
      {doing.is("attach") && <AttachForm deal={deal} />}
      <Answer query={query} what={t("files")} lines={2}>
        {({ attachments }) =>
          attachments.length === 0 ? (
            <p className="empty q s">{t("no_files")}</p>
          ) : (
            <ul className="files">
              {attachments.map((file) => (
                <Row key={file.id} file={file} deal={deal} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Section>
  );
}

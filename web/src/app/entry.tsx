import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { $api } from "../api/client.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/fields.tsx";
import { ErrorLine } from "../ui/states.tsx";
import { add_texts } from "./texts.ts";

const texts = add_texts("entry", {
  en: {
    sign_in: "Sign in",
    email: "E-mail address",
    password: "Password",
    setup: "Set up the workspace",
    setup_text: "You become its first administrator. You add the others afterwards.",
    name: "Your name",
    begin: "Begin",
    new_password: "Set a new password",
    password_hint: "At least {{count}} characters; a sentence is good.",
    keep: "Keep this password",
    kept: "The password is set. Sign in with it.",
    no_secret: "This link is not complete. Copy it as a whole, with all that follows the #.",
    to_sign_in: "To the sign-in",
    waits:
      "This workspace waits for its first administrator. The server printed a link for them when it started.",
    forgotten: "Forgotten? An administrator can make a link for you.",
  },
  de: {
    sign_in: "Anmelden",
    email: "E-Mail-Adresse",
    password: "Passwort",
    setup: "Arbeitsbereich einrichten",
    setup_text:
      "Sie werden seine erste Administratorin, sein erster Administrator. Die anderen fügen Sie danach hinzu.",
    name: "Ihr Name",
    begin: "Beginnen",
    new_password: "Neues Passwort setzen",
    password_hint: "Mindestens {{count}} Zeichen; ein Satz ist gut.",
    keep: "Dieses Passwort behalten",
    kept: "Das Passwort ist gesetzt. Melden Sie sich damit an.",
    no_secret: "Dieser Link ist nicht vollständig. Kopieren Sie ihn ganz, mit allem hinter dem #.",
    to_sign_in: "Zur Anmeldung",
    waits:
      "Dieser Arbeitsbereich wartet auf seinen ersten Administrator. Der Server gab beim Start einen Link dafür aus.",
    forgotten: "Vergessen? Ein Administrator kann Ihnen einen Link geben.",
  },
});

/// Pages before the sign-in: one column in the middle of the page.
function Entry({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Stagecraft`;
  }, [title]);
  return (
    <main className="entry" id="main">
      <p className="brand">
        <svg viewBox="0 0 26 18" aria-hidden="true">
          <path d="M0 0h6l1.5 6H13l1.5 5H20l1.5 4H26v3H0z" fill="currentColor" />
        </svg>
        <span>Stagecraft</span>
      </p>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

function submit(act: () => void) {
  return (event: FormEvent) => {
    event.preventDefault();
    act();
  };
}

export function SignInPage() {
  const { t } = useTranslation(texts);
  const navigate = useNavigate();
  const client = useQueryClient();
  const back = useRouterState({ select: (state) => (state.location.search as { back?: string }).back });
  const needed = $api.useQuery("get", "/api/setup", {});
  const [email, set_email] = useState("");
  const [password, set_password] = useState("");
  const session = $api.useMutation("post", "/api/session");
  const sign_in = () =>
    session.mutate(
      { body: { email, password } },
      {
        onSuccess: () => {
          client.clear();
          // Only a path of ours: what an address says is not to be trusted.
          void navigate({ to: back?.startsWith("/") && !back.startsWith("//") ? back : "/today" });
        },
      },
    );
  return (
    <Entry title={t("sign_in")}>
      {needed.data?.is_needed && <p className="note">{t("waits")}</p>}
      <form onSubmit={submit(sign_in)}>
        <TextField
          label={t("email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(e) => set_email(e.target.value)}
        />
        <TextField
          label={t("password")}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(e) => set_password(e.target.value)}
          hint={t("forgotten")}
        />
        <ErrorLine error={session.error} />
        <Button kind="main" type="submit" isPending={session.isPending}>
          {t("sign_in")}
        </Button>
      </form>
    </Entry>
  );
}

/// As the server has it; said before a password is sent.
const least_password = 10;

function NewPassword({ value, on_change }: { value: string; on_change: (value: string) => void }) {
  const { t } = useTranslation(texts);
  return (
    <TextField
      label={t("password")}
      type="password"
      autoComplete="new-password"
      required
      minLength={least_password}
      value={value}
      onChange={(event) => on_change(event.target.value)}
      hint={t("password_hint", { count: least_password })}
    />
  );
}

function useSecret() {
  return useRouterState({ select: (state) => state.location.hash });
}

export function SetupPage() {
  const { t } = useTranslation(texts);
  const navigate = useNavigate();
  const secret = useSecret();
  const [name, set_name] = useState("");
  const [email, set_email] = useState("");
  const [password, set_password] = useState("");
  const setup = $api.useMutation("post", "/api/setup");
  const begin = () =>
    setup.mutate(
      { body: { secret, name, email, password } },
      { onSuccess: () => void navigate({ to: "/today" }) },
    );
  if (!secret)
    return (
      <Entry title={t("setup")}>
        <p className="note bad">{t("no_secret")}</p>
        <Link to="/sign-in">{t("to_sign_in")}</Link>
      </Entry>
    );
  return (
    <Entry title={t("setup")}>
      <p className="q">{t("setup_text")}</p>
      <form onSubmit={submit(begin)}>
        <TextField
          label={t("name")}
          autoComplete="name"
          required
          value={name}
          onChange={(e) => set_name(e.target.value)}
        />
        <TextField
          label={t("email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={(e) => set_email(e.target.value)}
        />
        <NewPassword value={password} on_change={set_password} />
        <ErrorLine error={setup.error} />
        <Button kind="main" type="submit" isPending={setup.isPending}>
          {t("begin")}
        </Button>
      </form>
    </Entry>
  );
}

export function PasswordPage() {
  const { t } = useTranslation(texts);
  const secret = useSecret();
  const [password, set_password] = useState("");
  const change = $api.useMutation("put", "/api/password");
  const is_done = change.isSuccess;
  return (
    <Entry title={t("new_password")}>
      {!secret && <p className="note bad">{t("no_secret")}</p>}
      {is_done && <p className="note good">{t("kept")}</p>}
      {secret && !is_done && (
        <form onSubmit={submit(() => change.mutate({ body: { secret, password } }))}>
          <NewPassword value={password} on_change={set_password} />
          <ErrorLine error={change.error} />
          <Button kind="main" type="submit" isPending={change.isPending}>
            {t("keep")}
          </Button>
        </form>
      )}
      <Link to="/sign-in">{t("to_sign_in")}</Link>
    </Entry>
  );
}

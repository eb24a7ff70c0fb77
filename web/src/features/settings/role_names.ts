import { useTranslation } from "react-i18next";
import { add_texts } from "../../app/texts.ts";

const texts = add_texts("settings_roles", {
  en: {
    administrator: "administrator",
    manager: "manager",
    editor: "editor",
    rep: "rep",
    viewer: "viewer",
  },
  de: {
    administrator: "Administration",
    manager: "Leitung",
    editor: "Redaktion",
    rep: "Vertrieb",
    viewer: "Nur lesen",
  },
});

/// In the order of what they may do.
export const roles = ["administrator", "manager", "editor", "rep", "viewer"] as const;
export type Role = (typeof roles)[number];

export function useRoleNames() {
  const { t, i18n } = useTranslation(texts);
  return (role: string) => (i18n.exists(role, { ns: texts }) ? t(role) : role);
}

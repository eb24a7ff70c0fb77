import { add_texts } from "./texts.ts";

export const bell_texts = add_texts("bell", {
  en: {
    bell: "Notifications",
    bell_new_one: "Notifications: {{count}} new",
    bell_new_other: "Notifications: {{count}} new",
  },
  de: {
    bell: "Benachrichtigungen",
    bell_new_one: "Benachrichtigungen: {{count}} neue",
    bell_new_other: "Benachrichtigungen: {{count}} neue",
  },
});

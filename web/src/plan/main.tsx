import "./plan.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { language_of, locale_of } from "./model.ts";
import { PlanPage } from "./page.tsx";

const language = language_of(navigator.languages);
document.documentElement.lang = language;

const root = document.getElementById("root");
if (!root) throw new Error("plan.html has no element with the id 'root'.");
createRoot(root).render(
  <StrictMode>
    <PlanPage language={language} locale={locale_of(language, navigator.languages)} />
  </StrictMode>,
);

import { createContext, useContext } from "react";
import type { MapIndex } from "../../app/process.tsx";
import type { Comparison } from "./compare.ts";
import type { Touch } from "./draft_doc.ts";
import type { JsonObject } from "./elements.ts";
import type { Finding, Numbered } from "./findings.ts";
import type { Operation } from "./operations.ts";

/// What all parts of the page share: the map that is shown, and how it is changed.
export interface Editor {
  process: number;
  map: JsonObject;
  index: MapIndex;
  /// The newest version, if there is one.
  published: JsonObject | undefined;
  findings: readonly Finding[];
  numbered: readonly Numbered[];
  may_edit: boolean;
  /// False where the map has moved on; the sentence is then said.
  edit: (ops: Operation[], said?: string) => boolean;
  selected: string | undefined;
  /// Opens the fields of an element; with a field, focus goes there.
  select: (address: string | undefined, field?: string) => void;
  comparison: Comparison | undefined;
  touched: ReadonlyMap<string, Touch>;
  name_of_person: (id: number | null) => string;
}

const Context = createContext<Editor | undefined>(undefined);

export const EditorProvider = Context.Provider;

export function useEditor() {
  const editor = useContext(Context);
  if (!editor) throw new Error("This stands outside the map's page.");
  return editor;
}

/// Nothing where the text of the draft cannot be read.
export function useMaybeEditor() {
  return useContext(Context);
}

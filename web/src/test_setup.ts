import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import "./app/texts.ts";

afterEach(cleanup);

class NoEvents extends EventTarget {
  onopen = null;
  onerror = null;
  close() {}
}
Object.assign(globalThis, { EventSource: NoEvents });
Element.prototype.scrollIntoView = () => {};

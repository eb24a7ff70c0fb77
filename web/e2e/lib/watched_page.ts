import type { ConsoleMessage, Page } from "playwright-core";

/// What the browser said of a page, and whether it may say so.
export class PageLog {
  private readonly lines: string[] = [];
  private readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [/Failed to load resource: .* status of 4\d\d/];

  constructor(page: Page) {
    page.on("pageerror", (error) => this.fault(`page error: ${error.stack ?? error.message}`));
    page.on("console", (message) => this.hear(message));
    page.on("requestfailed", (request) =>
      this.lines.push(`request failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`),
    );
    page.on("crash", () => this.fault("the page crashed"));
  }

  /// A story in which something goes wrong on purpose says what the browser may complain about.
  allow(pattern: RegExp) {
    this.allowed.push(pattern);
  }

  text() {
    return this.lines.join("\n");
  }

  /// Throws when the browser complained.
  check() {
    const left = this.faults.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
    if (left.length > 0) throw new Error(`The browser complained:\n${left.join("\n")}`);
  }

  private hear(message: ConsoleMessage) {
    const line = `${message.type()}: ${message.text()} (${message.location().url})`;
    if (message.type() === "error") this.fault(line);
    else this.lines.push(line);
  }

  private fault(line: string) {
    this.lines.push(line);
    this.faults.push(line);
  }
}

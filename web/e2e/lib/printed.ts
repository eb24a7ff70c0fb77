import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/// What a program prints, to wait for a line of it.
export class Printed {
  private readonly lines: string[] = [];
  private readonly waiting = new Set<() => void>();
  private failure: Error | undefined;

  constructor(stream: Readable) {
    createInterface({ input: stream }).on("line", (line) => {
      this.lines.push(line);
      this.wake();
    });
  }

  /// Who waits, waits no longer.
  fail(failure: Error) {
    this.failure = failure;
    this.wake();
  }

  /// The first group of the first line that fits, be it there already or still to come.
  async find(pattern: RegExp): Promise<string> {
    for (;;) {
      for (const line of this.lines) {
        const group = pattern.exec(line)?.[1];
        if (group) return group;
      }
      if (this.failure) throw this.failure;
      await new Promise<void>((go_on) => this.waiting.add(go_on));
    }
  }

  private wake() {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const go_on of waiting) go_on();
  }
}

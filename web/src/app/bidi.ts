const right_to_left = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/// A name that may run from right to left, so that what stands beside it in a sentence (a comma, a day) keeps its place:
/// put between marks that nobody sees. Names of other scripts stay as they are. In markup `<bdi>` does the same.
export function isolate(text: string): string {
  return right_to_left.test(text) ? `\u2068${text}\u2069` : text;
}

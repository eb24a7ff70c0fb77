/// How long anything may take here before it counts as broken. Generous: a machine may be busy.
export const patience_ms = Number(process.env.E2E_PATIENCE_MS ?? 30_000);
export const story_ms = 240_000;

/// `work`, or an error that names `what` after `ms`.
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not done within ${ms / 1000} s.`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/// Asks until the answer is neither false, null nor undefined. For what the pages do not show; else wait by locators.
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined>,
  ms = patience_ms,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what}: not so within ${ms / 1000} s.`);
    await new Promise((go_on) => setTimeout(go_on, 50));
  }
}

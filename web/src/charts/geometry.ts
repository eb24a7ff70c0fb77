/// Numbers that charts are drawn from. Pure, so that what a chart says can be tested without drawing it.

export function clamp(value: number, low: number, high: number) {
  return Math.min(high, Math.max(low, value));
}

/// Three decimals are enough for a picture and keep the markup short.
export function px(value: number) {
  return Math.round(value * 1000) / 1000;
}

/// The next of 1, 2, 2.5 and 5 times a power of ten at or above `value`; 1 where there is nothing to show.
export function nice_ceiling(value: number) {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 5, 10].find((one) => one * power >= value * (1 - 1e-12)) ?? 10;
  return step * power;
}

/// Where `value` lies between `low` and `high`, on `from` to `to` pixels; outside it stays at the border.
export function place(value: number, domain: readonly [number, number], range: readonly [number, number]) {
  const [low, high] = domain;
  const [from, to] = range;
  if (high === low) return from;
  return px(from + clamp((value - low) / (high - low), 0, 1) * (to - from));
}

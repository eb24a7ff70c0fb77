/// What a quote was before its discount, in minor units but to the whole unit of the currency (`unit` minor units), since
/// the share is not known more exactly; undefined without a discount, and where all was given away.
export function before_discount(amount_minor: number, share: number, unit = 100): number | undefined {
  if (share <= 0 || share >= 1) return undefined;
  return Math.round(amount_minor / (1 - share) / unit) * unit;
}

/// '5.9' percent as the share 0.059, without what the division of a computer adds.
export function to_share(percent: string): number {
  return Math.round(Number(percent.replace(",", ".")) * 1e6) / 1e8;
}

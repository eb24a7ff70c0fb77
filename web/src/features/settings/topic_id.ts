/// An id for a new topic from its name: small letters, digits and _, and none that is taken.
export function topic_id(name: string, taken: readonly string[]) {
  const plain = name
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 40);
  const first = /^[a-z]/.test(plain) ? plain : `topic_${plain}`.replace(/_+$/, "");
  if (!taken.includes(first)) return first;
  let number = 2;
  while (taken.includes(`${first}_${number}`)) number++;
  return `${first}_${number}`;
}

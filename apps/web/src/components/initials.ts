/** What stands for a name in a small circle: the first letters of two words, or two of a single one, so that Ada is not Alan. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const [first = "", second] = words.map((word) => [...word]);
  return [first[0] ?? "", (second ? second[0] : first[1]) ?? ""].join("");
}

/**
 * The first circle among files that import each other, as a list that ends with the file it began with; undefined
 * when there is none. Files are looked at in the order of the map.
 */
export const findCircle = (imports: ReadonlyMap<string, readonly string[]>): string[] | undefined => {
  const done = new Set<string>();
  const onTheWay: string[] = [];
  const visit = (file: string): string[] | undefined => {
    const place = onTheWay.indexOf(file);
    if (place >= 0) return [...onTheWay.slice(place), file];
    if (done.has(file)) return undefined;
    onTheWay.push(file);
    for (const target of imports.get(file) ?? []) {
      const circle = visit(target);
      if (circle) return circle;
    }
    onTheWay.pop();
    done.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = visit(file);
    if (circle) return circle;
  }
  return undefined;
};

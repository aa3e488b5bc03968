// Finding a person or a team by a few letters.
// Name prefix, then word prefix, then the name of the person's team, then anywhere in the name.

export interface Rankable {
  name: string;
  /** Names of the person's teams; empty for a team. */
  teams?: string[];
}

/** Without accents and case: "joao" finds "João". */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** 0 is best; null is no match. An empty query matches everything equally. */
export function score(query: string, item: Rankable): number | null {
  const q = plain(query);
  const name = plain(item.name);
  if (!q || name.startsWith(q)) return 0;
  if (name.split(/[\s\-'’.]+/).some((word) => word.startsWith(q))) return 1;
  if (item.teams?.some((team) => plain(team).startsWith(q))) return 2;
  return name.includes(q) ? 3 : null;
}

/** The matching items, best first; equals keep the order they came in. */
export function rank<T extends Rankable>(query: string, items: readonly T[]): T[] {
  return items
    .map((item, index) => ({ item, index, score: score(query, item) }))
    .filter((r): r is typeof r & { score: number } => r.score !== null)
    .sort((a, b) => a.score - b.score || a.index - b.index)
    .map((r) => r.item);
}

/** When what was typed begins a team's name, the team is meant, not the people in it. */
export function teamsFirst(query: string, teams: readonly Rankable[]): boolean {
  const q = plain(query);
  return q !== '' && teams.some((team) => plain(team.name).startsWith(q));
}

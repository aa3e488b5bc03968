// One reactive cell per ticket: an event about one ticket redraws one row.
import type { Ticket, TicketRow } from '../api/types';

class Cell {
  v = $state.raw() as TicketRow;
  constructor(row: TicketRow) {
    this.v = row;
  }
}

class Cells {
  #map = new Map<number, Cell>();

  get(number: number): TicketRow | undefined {
    return this.#map.get(number)?.v;
  }
  /** Keeps the newest of what we have and what comes in. Returns true when something visible changed. */
  put(row: TicketRow | Ticket): boolean {
    const cell = this.#map.get(row.number);
    if (!cell) {
      this.#map.set(row.number, new Cell(row));
      return false;
    }
    if (cell.v.version > row.version) return false;
    // How we stand to it is no part of its version, and a search or an event may be a moment behind.
    const changed = cell.v.version !== row.version || cell.v.updated_at !== row.updated_at || cell.v.owner?.id !== row.owner?.id;
    cell.v = row;
    return changed;
  }
  /** Puts a row in place whatever its version: an optimistic change, or taking one back. */
  force(row: TicketRow) {
    const cell = this.#map.get(row.number);
    if (cell) cell.v = row;
  }
}

export const cells = new Cells();

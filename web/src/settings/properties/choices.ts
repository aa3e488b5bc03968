/** A choice that is being edited; without an id it is new. */
export interface Named {
  id?: number;
  name: string;
}

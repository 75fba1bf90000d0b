/** What is known of a person's ways between apps. Types only. */

/** A way into another app: its link, the number to text to, or neither where the code is written to us there. */
export interface Way {
  channel: string;
  link: string | null;
  number: string | null;
}

/** A fresh link, which opens one of its ways, once. */
export interface Move {
  id: string;
  code: string;
  /** The keyed hash of the code: what is kept of it. */
  hash: string;
  ways: Way[];
}

/** A link that was used, the address that came by it, and the conversation that this address had before. */
export interface UsedLink {
  link: string;
  identity: string;
  from: string | null;
}

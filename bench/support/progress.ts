/** Tells the person in front of the terminal what goes on. */
export type Progress = (what: string) => void;

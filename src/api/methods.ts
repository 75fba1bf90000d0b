/** What the method of a request says. */

/** Nothing is changed by it. A HEAD is a GET of which only the head is wanted, also for the audit log. */
export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** Server-sent events read from a body as it comes, in pieces that end anywhere. https://html.spec.whatwg.org/#event-stream-interpretation */

export interface ServerEvent {
  event: string;
  data: string;
  /** Empty where it has none. */
  id: string;
}

/** Feed it pieces of text; it hands over each event that is complete. */
export function createEventReader(onEvent: (event: ServerEvent) => void): (piece: string) => void {
  let rest = '';
  let fields: ServerEvent = { event: '', data: '', id: '' };
  const line = (text: string) => {
    if (text === '') {
      if (fields.data !== '')
        onEvent({ ...fields, event: fields.event || 'message', data: fields.data.slice(1) });
      fields = { event: '', data: '', id: '' };
      return;
    }
    const colon = text.indexOf(':');
    const name = colon === -1 ? text : text.slice(0, colon);
    const value = colon === -1 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') fields.data += `\n${value}`;
    else if (name === 'event' || name === 'id') fields[name] = value;
  };
  return (piece) => {
    rest += piece;
    // A carriage return at the very end may be half of a line's end.
    const lines = rest.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const text of lines) line(text);
  };
}

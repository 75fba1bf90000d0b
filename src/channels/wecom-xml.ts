/**
 * The XML of WeCom's calls: one element with plain ones in it. That, and nothing else of XML, is read: no declarations, no
 * entities, no attributes, so there is nothing that could be expanded or fetched. Pure.
 */

const FIELD = /\s*<([A-Za-z][A-Za-z0-9]{0,40})>(?:<!\[CDATA\[((?:[^\]]|\](?!\]>))*)\]\]>|([^<&]*))<\/\1>/y;
const [BEGIN, END] = [/\s*<xml>/y, /\s*<\/xml>\s*$/y];

/** The fields by their names; null for whatever is not such an element, or says a field twice. */
export function readXml(text: string): Map<string, string> | null {
  let at = 0;
  const next = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  if (!next(BEGIN)) return null;
  const fields = new Map<string, string>();
  for (let match = next(FIELD); match; match = next(FIELD)) {
    const [, name, quoted, plain] = match;
    if (fields.has(name!)) return null;
    fields.set(name!, quoted ?? plain!.trim());
  }
  return next(END) ? fields : null;
}

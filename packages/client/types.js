/** Types of the document. The generator needs TypeScript 5, which this folder has for itself. */
import openapiTS, { astToString } from 'openapi-typescript';

/**
 * @param {object} document
 * @returns {Promise<string>}
 */
export async function typesOf(document) {
  // A field that has a default may be left out of what is sent.
  const types = astToString(await openapiTS(document, { defaultNonNullable: false }));
  return `/** Made by \`node scripts/openapi.js\` from docs/openapi.json. */\n${types}`;
}

/** What each file here opens: a server and a browser for all its tests, and visitors who leave after each. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { ChatServer } from './server.ts';
import { Visitor } from './visitor.ts';

interface Stage {
  readonly server: ChatServer;
  readonly browser: Browser;
  onPhone(more?: BrowserContextOptions): Promise<Visitor>;
  onDesktop(more?: BrowserContextOptions): Promise<Visitor>;
}

/**
 * @param environment what the server needs besides, known when the tests begin
 * @param flags for the browser
 */
export function setStage(
  environment: () => Record<string, string> = () => ({}),
  flags: string[] = [],
): Stage {
  let server: ChatServer;
  let browser: Browser;
  const here: Visitor[] = [];
  beforeAll(async () => {
    [server, browser] = await Promise.all([ChatServer.open(environment()), openBrowser(...flags)]);
  });
  afterEach(async () => {
    for (const visitor of here.splice(0)) await visitor.close();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });
  const comes = (visitor: Visitor): Visitor => {
    here.push(visitor);
    return visitor;
  };
  return {
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    onPhone: async (more) => comes(await Visitor.onPhone(browser, server.url, more)),
    onDesktop: async (more) => comes(await Visitor.onDesktop(browser, server.url, more)),
  };
}

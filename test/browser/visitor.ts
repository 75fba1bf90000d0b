/** Somebody with a browser: what they see of the chat and do in it. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A small phone in China. */
const PHONE: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 1.5,
  hasTouch: true,
  isMobile: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
};

const DESKTOP: BrowserContextOptions = {
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
  timezoneId: 'Europe/London',
};

const PATIENCE_MS = 60_000;
const WITHIN = { timeout: PATIENCE_MS, interval: 25 };

/** A tab. What a page does wrong (an error, a refusal by its policy) is in `faults`. */
export class Tab {
  readonly page: Page;
  readonly faults: string[] = [];
  #read = 0;

  constructor(page: Page) {
    this.page = page;
    // Less than a test has, so that what is waited for stands in the message.
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('dialog', (dialog) => {
      this.faults.push(`a dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text())) this.faults.push(message.text());
    });
  }

  /** What the other side said, top to bottom. */
  heard(): Promise<string[]> {
    return this.page.locator('.line:not(.candidate) > .bubble').allTextContents();
  }

  /** All that was said, top to bottom. */
  said(): Promise<string[]> {
    return this.page.locator('.line > .bubble').allTextContents();
  }

  /** The next thing said by the other side, as soon as it is as expected. Several lines are one, with an empty line between. */
  async hears(expected: string | RegExp): Promise<void> {
    let all: string[] = [];
    const next = async () => {
      all = await this.heard();
      return all.slice(this.#read).join('\n\n');
    };
    if (typeof expected === 'string') await expect.poll(next, WITHIN).toBe(expected);
    else await expect.poll(next, WITHIN).toMatch(expected);
    this.#read = all.length;
  }

  /** Resolves when these words stand in the log, so many times. */
  async sees(text: string, times = 1): Promise<void> {
    const count = async () => (await this.said()).filter((one) => one === text).length;
    await expect.poll(count, { ...WITHIN, message: text }).toBe(times);
  }

  async write(text: string): Promise<void> {
    await this.page.fill('#words', text);
  }

  async say(text: string): Promise<void> {
    await this.write(text);
    await this.page.press('#words', 'Enter');
  }

  async press(label: string): Promise<void> {
    await this.page.getByRole('button', { name: label, exact: true }).click();
  }

  /** How each of one's own lines stands. */
  deliveries(): Promise<string[]> {
    return this.page
      .locator('.line.candidate')
      .evaluateAll((lines) =>
        lines.map((line) => /sent|sending|waiting|refused/.exec(line.className)?.[0] ?? ''),
      );
  }

  notice(): Promise<string> {
    return this.page.locator('#notice span').innerText();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.page.locator('#log[aria-live=polite]').waitFor();
    this.#read = (await this.heard()).length;
  }
}

export class Visitor {
  readonly context: BrowserContext;
  readonly #url: string;

  private constructor(context: BrowserContext, url: string) {
    this.context = context;
    this.#url = url;
  }

  static async onPhone(browser: Browser, url: string, more: BrowserContextOptions = {}): Promise<Visitor> {
    return new Visitor(await browser.newContext({ ...PHONE, ...more }), url);
  }

  static async onDesktop(browser: Browser, url: string, more: BrowserContextOptions = {}): Promise<Visitor> {
    return new Visitor(await browser.newContext({ ...DESKTOP, ...more }), url);
  }

  async open(code: string): Promise<Tab> {
    const tab = new Tab(await this.context.newPage());
    await tab.page.goto(`${this.#url}/chat/${code}`);
    return tab;
  }

  /** Another page than a chat: one that a line leads to. */
  async at(url: string): Promise<Tab> {
    const tab = new Tab(await this.context.newPage());
    await tab.page.goto(url);
    return tab;
  }

  /** The same visitor past the page: as another device with the same cookie would. */
  async post(code: string, text: string): Promise<number> {
    const cookies = await this.context.cookies(`${this.#url}/chat/${code}`);
    const answer = await fetch(`${this.#url}/chat/${code}/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      },
      body: JSON.stringify({ client_id: crypto.randomUUID(), text }),
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

// What is handed on with a plan: a note, a second window that follows, a frame in another page,
// the comparison as a picture; and what would change its decisions.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { axe, expect, open, settled, test } from './fixtures.ts';
import { box, copyLink, embed, menu, state } from './plan.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const NOTE = 'From the call on Tuesday:\nthey launch in March. <b>=1+2</b>';
const note = (page: Page) => page.getByLabel('Note', { exact: true });
const bill = (page: Page) => page.locator('.answers [data-figure="web.bill"]').first();
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('a note goes with the link, and is only text', async ({ page, browser, baseURL }) => {
  await open(page, '#?preset=chat-1');
  await expect(note(page)).toBeHidden();
  await menu(page, /Share/);
  await page.getByRole('button', { name: 'Add a note' }).click();
  await expect(note(page)).toBeFocused();
  await note(page).fill(NOTE);
  await settled(page);
  await copyLink(page);
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  const link = await clipboard(page);
  const context = await browser.newContext({ baseURL });
  const other = await context.newPage();
  await other.goto(link);
  await expect(note(other)).toHaveValue(NOTE);
  await expect(other.locator('.scenario-note b')).toHaveCount(0);
  // One that is opened with a note shows it; too long a one is refused, and what was accepted stays.
  await note(other).fill('x'.repeat(401));
  await expect(other.locator('.note-said')).toHaveText('A note is plain text of at most 400 characters. These are 401.');
  await note(other).fill('x'.repeat(350));
  await expect(other.locator('.note-said')).toHaveText('50 characters are left.');
  await axe(other);
  await note(other).fill('');
  await note(other).blur();
  await expect(note(other)).toBeHidden();
  await context.close();
  // Undo takes it out, and a reload keeps it.
  await page.reload();
  await expect(note(page)).toHaveValue(NOTE);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(note(page)).toBeHidden();
});

for (const way of ['a channel', 'the storage']) {
  test(`a second window follows over ${way}, and changes nothing`, async ({ page, context }) => {
    if (way === 'the storage') {
      await context.addInitScript(() => Reflect.deleteProperty(window, 'BroadcastChannel'));
    }
    await open(page, '#?preset=chat-1');
    await menu(page, /Share/);
    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Open a view that follows' }).click();
    const view = await opened;
    await expect(view.getByText('This view follows another window of this browser.')).toBeVisible();
    await expect(view.locator('html')).toHaveClass(/presented/);
    await expect(view.locator('.bar')).toBeHidden();
    const before = (await bill(view).getAttribute('data-value')) ?? '';
    await state(box(page, 's-demand.concurrent_users'), '4,000');
    await expect(bill(view)).not.toHaveAttribute('data-value', before);
    await expect.poll(async () => bill(view).getAttribute('data-value')).toBe(await bill(page).getAttribute('data-value'));
    // What is compared stands there too, with nothing to press.
    await page.locator('.compare-button').click();
    await expect(view.locator('#panel-compared tbody tr').first()).toBeVisible();
    await expect(view.locator('.compare-actions')).toBeHidden();
    // The first window is loaded anew, and is still followed.
    await page.reload();
    await settled(page);
    await state(box(page, 's-demand.concurrent_users'), '500');
    await expect.poll(async () => bill(view).getAttribute('data-value')).toBe(await bill(page).getAttribute('data-value'));
    await view.reload();
    await expect(view.locator('#panel-compared')).toBeVisible();
    await axe(view);
  });
}

test.describe('a frame', () => {
  // The preview is the page once more.
  test.use({ tolerated: /request after the start: GET \S+(\?embed=growth\.rate|\.(wasm|js|css))$/ });
  test('the code for another page has what is chosen, and its preview is what visitors get', async ({ page }) => {
    await open(page, '#?preset=saas-1');
    await settled(page);
    const opener = page.getByRole('button', { name: 'Embed it in a page of yours' });
    await opener.scrollIntoViewIfNeeded();
    await opener.click();
    const place = page.locator('#fold-embed');
    await place.getByLabel('Can be changed there').focus();
    await place.getByLabel('Can be changed there').selectOption({ label: 'Growth rate' });
    await place.getByLabel('Can be changed there').selectOption({ label: 'Pro, Price' });
    await expect(place.locator('.embed-chosen li')).toHaveCount(2);
    await place.getByLabel('Take away Pro, Price').click();
    await expect(place.locator('.embed-chosen li')).toHaveCount(1);
    await place.getByLabel('Height in pixels').fill('600');
    await place.getByLabel(/As high as what it shows/).check();
    await place.getByRole('button', { name: 'Copy the code' }).click();
    await expect(place.locator('.embed-said')).toHaveText('The code is on the clipboard.');
    const code = await clipboard(page);
    expect(code).toContain('?embed=growth.rate#1');
    expect(code).toContain('height="600"');
    await place.getByRole('button', { name: 'Preview' }).click();
    const preview = page.frameLocator('.embed-preview');
    await expect(preview.locator('.embed-inputs li')).toHaveCount(1);
    await expect(preview.locator('.bar')).toBeHidden();
    await page.evaluate(() => scrollTo(0, 0));
    // In a page of another origin, which is told the height by the script that was copied.
    const customer = createServer((_, response) => {
      response.setHeader('Content-Type', 'text/html');
      response.end(`<!doctype html><html lang="en"><title>Customer</title>${code}`);
    }).listen(0, '127.0.0.1');
    await once(customer, 'listening');
    await page.goto(`http://127.0.0.1:${(customer.address() as AddressInfo).port}/`);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('.embed-inputs input').first()).toBeVisible();
    await expect(page.locator('iframe')).not.toHaveAttribute('height', '600');
    const inside = await frame.locator('.page').evaluate((element) => element.getBoundingClientRect().height);
    await expect.poll(async () => Math.abs(Number(await page.locator('iframe').getAttribute('height')) - inside)).toBeLessThan(2);
    customer.close();
  });
});

test('what would change a decision is tried, and is so when it is put in', async ({ page }) => {
  await open(page, '#?preset=saas-1&growth=8%');
  await page.getByText('What would change a decision').click();
  const fold = page.locator('.flips');
  await expect(fold.getByRole('status')).toContainText('Each input alone');
  await expect(fold.locator('.flips-decision').first()).toHaveText(/^What runs out first: .+\.$/);
  const line = await fold.locator('.flips-list li').first().textContent();
  expect(line).toMatch(/^.+: .+ or (more|less) \(now .+\) makes it .+\.$/);
  await axe(page);
});

test('a comparison leaves as a picture, and shows only what differs', async ({ page }) => {
  await open(page, '#?preset=saas-1');
  await page.locator('.compare-button').click();
  const side = page.locator('#panel-compared');
  // Of a copy with another price: the bill is the same, the margin is not.
  await side.getByLabel('A link to compare with').fill('#?preset=saas-1&tier.pro.price=79&name=Dearer');
  await expect(side.getByLabel('Name of B')).toHaveValue('Dearer');
  const saving = page.waitForEvent('download');
  await side.getByRole('button', { name: 'Save as PNG' }).click();
  expect((await saving).suggestedFilename()).toMatch(/\.png$/);
  await side.getByRole('button', { name: 'Copy a picture' }).click();
  await expect(side.locator('.compare-said')).toContainText('The picture is on the clipboard');
  await expect(side.locator('tr', { hasText: 'Gross margin' })).toBeVisible();
  await side.getByRole('button', { name: 'Only what differs' }).click();
  await expect(side.locator('tr', { hasText: 'Bill a month, now' })).toBeHidden();
  await expect(side.locator('tr', { hasText: 'Gross margin' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop comparing' }).click();
  await expect(page.locator('html')).not.toHaveClass(/differing/);
});

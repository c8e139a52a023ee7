/** A scenario that does not fit the page. */
export default async function fail(page) {
  await page.click('#no-such-button', { timeout: 200 });
}

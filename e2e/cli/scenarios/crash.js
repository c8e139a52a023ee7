/** Kills the page's process, once there is something measured. */
export default async function crash(page) {
  await page.waitForTimeout(1_500);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.crash');
}

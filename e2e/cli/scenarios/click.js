/** A person who clicks now and then. */
export default async function click(page) {
  for (let i = 0; i < 5; i++) {
    await page.click('#press');
    await page.waitForTimeout(150);
  }
}

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parsePageUrl } from './page-url.js';

const folder = mkdtempSync(path.join(tmpdir(), 'wasm-vitals-url-'));
writeFileSync(path.join(folder, 'a page.html'), '<p>');

describe('parsePageUrl', () => {
  it.each([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
    ['HTTP://Example.com', 'http://example.com/'],
    ['localhost:3000', 'http://localhost:3000/'],
    ['localhost', 'http://localhost/'],
    ['127.0.0.1:8080/x', 'http://127.0.0.1:8080/x'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['app.localhost:1', 'http://app.localhost:1/'],
    ['192.168.1.7', 'http://192.168.1.7/'],
    ['example.com/app', 'https://example.com/app'],
    ['example.com:8443', 'https://example.com:8443/'],
    ['example.com/index.html', 'https://example.com/index.html'],
  ])('opens %s as %s', (text, href) => {
    expect(parsePageUrl(text, folder).href).toBe(href);
  });

  it('says how it understood an address without a scheme', () => {
    expect(parsePageUrl('localhost:3000', folder).note).toContain('http://localhost:3000/');
    expect(parsePageUrl('http://localhost:3000', folder).note).toBeUndefined();
  });

  it('opens a local file, and says what does not work there', () => {
    const page = parsePageUrl('a page.html', folder);
    expect(page.href).toBe(pathToFileURL(path.join(folder, 'a page.html')).href);
    expect(page.note).toContain('file://');
    expect(parsePageUrl(page.href, '/').href).toBe(page.href);
  });

  it.each([
    ['ftp://example.com', 'ftp:'],
    ['chrome://crash', 'chrome:'],
    ['javascript:alert(1)', 'javascript:'],
    ['not-a-url', 'no valid address'],
    ['example/path', 'no valid address'],
    ['http://', 'no valid address'],
    ['http://exa mple.com', 'no valid address'],
    ['not a url', 'no valid address'],
    ['', 'no valid address'],
    ['./missing.html', 'no such file'],
    ['file:///no/such/page.html', 'no such file'],
    ['/', 'folder'],
    ['http://localhost:99999', 'no valid address'],
    ['localhost:99999', 'no valid address'],
  ])('refuses %j: %s', (text, why) => {
    expect(() => parsePageUrl(text, folder)).toThrow(
      expect.objectContaining({ code: 'bad-url', exit: 2 }) as Error,
    );
    expect(() => parsePageUrl(text, folder)).toThrow(why);
  });
});

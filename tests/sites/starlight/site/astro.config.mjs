// @ts-check
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://ex.jp',
  base: '/sl',
  integrations: [
    starlight({
      title: '例',
      pagefind: false,
      locales: { root: { label: '日本語', lang: 'ja' }, en: { label: 'English' } },
    }),
  ],
});
